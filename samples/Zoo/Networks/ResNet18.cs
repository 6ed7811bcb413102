using CnnGen;
using Zoo.ResNet18Blocks;

namespace Zoo
{
    /// <summary>
    /// ResNet-18 (He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2015): each pair of convolutions adds to what
    /// it reads; where the image halves and channels double, a 1×1 convolution takes the shortcut along.
    /// </summary>
    [Network(3, 224, 224)]
    [Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)]
    [Use(typeof(Unit), Repeat = 2)]
    [Residual(typeof(Down128), Shortcut = typeof(Projection128)), ReLU, Use(typeof(Unit))]
    [Residual(typeof(Down256), Shortcut = typeof(Projection256)), ReLU, Use(typeof(Unit))]
    [Residual(typeof(Down512), Shortcut = typeof(Projection512)), ReLU, Use(typeof(Unit))]
    [GlobalAveragePool, FullyConnected(1000), SoftmaxCrossEntropy]
    public sealed partial class ResNet18;
}

namespace Zoo.ResNet18Blocks
{
    /// <summary>Two convolutions, with as many filters as channels come in.</summary>
    [Block]
    [Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
    public static class Basic;

    /// <summary>They add to what they read.</summary>
    [Block, Residual(typeof(Basic)), ReLU]
    public static class Unit;

    [Block]
    [Conv2D(128, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down128;

    [Block, Conv2D(128, 1, Stride = 2, Bias = false), BatchNorm]
    public static class Projection128;

    [Block]
    [Conv2D(256, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(256, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down256;

    [Block, Conv2D(256, 1, Stride = 2, Bias = false), BatchNorm]
    public static class Projection256;

    [Block]
    [Conv2D(512, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(512, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down512;

    [Block, Conv2D(512, 1, Stride = 2, Bias = false), BatchNorm]
    public static class Projection512;
}
