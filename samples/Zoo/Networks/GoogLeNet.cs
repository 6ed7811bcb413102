using CnnGen;
using Zoo.GoogLeNetBlocks;

namespace Zoo
{
    /// <summary>
    /// GoogLeNet (Szegedy et al., Going Deeper with Convolutions, 2014) as torchvision has it: with batch normalisation, 3×3 kernels in
    /// place of the 5×5 ones, and without the heads beside, which predictions do not use.
    /// </summary>
    [Network(3, 224, 224)]
    [Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
    [Conv2D(192, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Use(typeof(Inception3a)), Use(typeof(Inception3b)), MaxPool2D(3, Stride = 2, CeilMode = true)]
    [Use(typeof(Inception4a)), Use(typeof(Inception4b)), Use(typeof(Inception4c)), Use(typeof(Inception4d)), Use(typeof(Inception4e))]
    [MaxPool2D(2, CeilMode = true)]
    [Use(typeof(Inception5a)), Use(typeof(Inception5b))]
    [GlobalAveragePool, Dropout(0.2), FullyConnected(1000), SoftmaxCrossEntropy]
    public sealed partial class GoogLeNet;
}

namespace Zoo.GoogLeNetBlocks
{
    [Block, Concat(typeof(Inception3a.Point), typeof(Inception3a.Small), typeof(Inception3a.Large), typeof(Inception3a.Pooled))]
    public static class Inception3a
    {
        [Block, Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(96, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(16, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(32, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception3b.Point), typeof(Inception3b.Small), typeof(Inception3b.Large), typeof(Inception3b.Pooled))]
    public static class Inception3b
    {
        [Block, Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(192, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(32, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(96, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception4a.Point), typeof(Inception4a.Small), typeof(Inception4a.Large), typeof(Inception4a.Pooled))]
    public static class Inception4a
    {
        [Block, Conv2D(192, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(96, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(208, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(16, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(48, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception4b.Point), typeof(Inception4b.Small), typeof(Inception4b.Large), typeof(Inception4b.Pooled))]
    public static class Inception4b
    {
        [Block, Conv2D(160, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(112, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(224, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(24, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception4c.Point), typeof(Inception4c.Small), typeof(Inception4c.Large), typeof(Inception4c.Pooled))]
    public static class Inception4c
    {
        [Block, Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(256, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(24, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception4d.Point), typeof(Inception4d.Small), typeof(Inception4d.Large), typeof(Inception4d.Pooled))]
    public static class Inception4d
    {
        [Block, Conv2D(112, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(144, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(288, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(32, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(64, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception4e.Point), typeof(Inception4e.Small), typeof(Inception4e.Large), typeof(Inception4e.Pooled))]
    public static class Inception4e
    {
        [Block, Conv2D(256, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(160, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(320, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(32, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception5a.Point), typeof(Inception5a.Small), typeof(Inception5a.Large), typeof(Inception5a.Pooled))]
    public static class Inception5a
    {
        [Block, Conv2D(256, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(160, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(320, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(32, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }

    [Block, Concat(typeof(Inception5b.Point), typeof(Inception5b.Small), typeof(Inception5b.Large), typeof(Inception5b.Pooled))]
    public static class Inception5b
    {
        [Block, Conv2D(384, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Point;

        [Block, Conv2D(192, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(384, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Small;

        [Block, Conv2D(48, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Large;

        [Block, MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(128, 1, Bias = false), BatchNorm(Epsilon = 1e-3), ReLU]
        public static class Pooled;
    }
}
