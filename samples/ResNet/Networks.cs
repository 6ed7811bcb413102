using CnnGen;

namespace ResNet;

/// <summary>What is added to its input: two convolutions, each with its norm, and as many channels as come in.</summary>
[Block]
[Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
public static class Body;

[Block, Residual(typeof(Body)), ReLU]
public static class Stage;

/// <summary>The same at half the size.</summary>
[Block]
[Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
public static class Down32;

/// <summary>What <see cref="Down32"/> is added to: its input in the shape of its output.</summary>
[Block, Conv2D(32, 1, Stride = 2, Bias = false), BatchNorm]
public static class Projection32;

[Block]
[Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
public static class Down64;

[Block, Conv2D(64, 1, Stride = 2, Bias = false), BatchNorm]
public static class Projection64;

/// <summary>
/// The residual network of 20 layers for CIFAR-10 (He et al., Deep Residual Learning for Image Recognition, 2015, section 4.2), with
/// projections where the size halves.
/// </summary>
[Network(3, 32, 32)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Use(typeof(Stage), Repeat = 3)]
[Residual(typeof(Down32), Shortcut = typeof(Projection32)), ReLU, Use(typeof(Stage), Repeat = 2)]
[Residual(typeof(Down64), Shortcut = typeof(Projection64)), ReLU, Use(typeof(Stage), Repeat = 2)]
[GlobalAveragePool, FullyConnected(10), SoftmaxCrossEntropy]
public sealed partial class ResNet20;

/// <summary>The same with one sum a size, for grey images.</summary>
[Network(1, 28, 28)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Use(typeof(Stage))]
[Residual(typeof(Down32), Shortcut = typeof(Projection32)), ReLU]
[Residual(typeof(Down64), Shortcut = typeof(Projection64)), ReLU]
[GlobalAveragePool, FullyConnected(10), SoftmaxCrossEntropy]
public sealed partial class ResNet8;
