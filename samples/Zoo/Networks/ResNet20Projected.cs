using CnnGen;
using Zoo.ResNet20ProjectedBlocks;

namespace Zoo
{
    /// <summary>
    /// ResNet-20 with projections as shortcuts (option B), as most libraries have it.
    /// </summary>
    [Network(3, 32, 32)]
    [Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Use(typeof(Unit), Repeat = 3)]
    [Residual(typeof(Down32), Shortcut = typeof(Projection32)), ReLU, Use(typeof(Unit), Repeat = 2)]
    [Residual(typeof(Down64), Shortcut = typeof(Projection64)), ReLU, Use(typeof(Unit), Repeat = 2)]
    [GlobalAveragePool, FullyConnected(10), SoftmaxCrossEntropy]
    public sealed partial class ResNet20Projected;
}

namespace Zoo.ResNet20ProjectedBlocks
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

    [Block, Conv2D(32, 1, Stride = 2, Bias = false), BatchNorm]
    public static class Projection32;

    [Block]
    [Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
    [Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm]
    public static class Down64;

    [Block, Conv2D(64, 1, Stride = 2, Bias = false), BatchNorm]
    public static class Projection64;
}
