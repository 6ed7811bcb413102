namespace CnnGen.Training.Tests.Pretrained;

/// <summary>The network for MNIST of the examples of burn, in Rust.</summary>
[Network(1, 28, 28)]
[Conv2D(8, 3), ReLU, Conv2D(16, 3), ReLU, Conv2D(24, 3), ReLU, BatchNorm]
[Flatten, FullyConnected(32), ReLU, FullyConnected(10), BatchNorm, SoftmaxCrossEntropy]
internal sealed partial class BurnMnist;

[Block, Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
internal static class Body;

[Block, Residual(typeof(Body)), ReLU]
internal static class Stage;

[Block, Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
internal static class Down32;

[Block, Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(Kernel = 3, Padding = 1, Bias = false), BatchNorm]
internal static class Down64;

/// <summary>Every other pixel of every other row, and channels of zeros in front and behind.</summary>
[Block, MaxPool2D(1, Stride = 2), PadChannels(8)]
internal static class Skip32;

[Block, MaxPool2D(1, Stride = 2), PadChannels(16)]
internal static class Skip64;

/// <summary>ResNet-20 with shortcuts without parameters (He et al. 2015, section 4.2, option A).</summary>
[Network(3, 32, 32)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Use(typeof(Stage), Repeat = 3)]
[Residual(typeof(Down32), Shortcut = typeof(Skip32)), ReLU, Use(typeof(Stage), Repeat = 2)]
[Residual(typeof(Down64), Shortcut = typeof(Skip64)), ReLU, Use(typeof(Stage), Repeat = 2)]
[GlobalAveragePool, FullyConnected(10), SoftmaxCrossEntropy]
internal sealed partial class ResNet20;
