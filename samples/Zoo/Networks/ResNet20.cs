using CnnGen;
using Zoo.ResNet20Blocks;

namespace Zoo
{
    /// <summary>
    /// ResNet-20 for CIFAR-10 (He, Zhang, Ren and Sun, 2015, section 4.2) as in the paper: where the image halves and channels double,
    /// the shortcut takes every other pixel, and zeros for the new channels (option A).
    /// </summary>
    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Use(typeof(Unit), Repeat = 3)]
    [Residual(typeof(Down32), Shortcut = typeof(Subsampling32)), ReLU, Use(typeof(Unit), Repeat = 2)]
    [Residual(typeof(Down64), Shortcut = typeof(Subsampling64)), ReLU, Use(typeof(Unit), Repeat = 2)]
    [GlobalAveragePool, FullyConnected(10), SoftmaxCrossEntropy]
    public sealed partial class ResNet20;
}

namespace Zoo.ResNet20Blocks
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
    [Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down32;

    [Block, MaxPool2D(1, Stride = 2), PadChannels(8)]
    public static class Subsampling32;

    [Block]
    [Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down64;

    [Block, MaxPool2D(1, Stride = 2), PadChannels(16)]
    public static class Subsampling64;
}
