namespace CnnGen.Samples.Tests.Zoo;

/// <summary>AlexNet on an image of which its three pools leave one pixel.</summary>
[Network(3, 67, 67)]
[Use(typeof(global::Zoo.AlexNetBlocks.Features))]
[Flatten, Dropout, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedAlexNet;

/// <summary>Two modules of GoogLeNet with the pool between them.</summary>
[Network(192, 6, 6)]
[Use(typeof(global::Zoo.GoogLeNetBlocks.Inception3a)), MaxPool2D(3, Stride = 2, CeilMode = true), Use(typeof(global::Zoo.GoogLeNetBlocks.Inception3b))]
[GlobalAveragePool, Dropout(0.2), FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedGoogLeNet;

/// <summary>Two stages of ResNet-18.</summary>
[Network(3, 24, 24)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)]
[Use(typeof(global::Zoo.ResNet18Blocks.Unit), Repeat = 2)]
[Residual(typeof(global::Zoo.ResNet18Blocks.Down128), Shortcut = typeof(global::Zoo.ResNet18Blocks.Projection128)), ReLU]
[Use(typeof(global::Zoo.ResNet18Blocks.Unit))]
[GlobalAveragePool, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedResNet18;

/// <summary>Two stages of ResNet-20.</summary>
[Network(3, 12, 12)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Use(typeof(global::Zoo.ResNet20Blocks.Unit), Repeat = 3)]
[Residual(typeof(global::Zoo.ResNet20Blocks.Down32), Shortcut = typeof(global::Zoo.ResNet20Blocks.Subsampling32)), ReLU]
[Use(typeof(global::Zoo.ResNet20Blocks.Unit), Repeat = 2)]
[GlobalAveragePool, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedResNet20;

/// <summary>VGG-16 on an image of which its five pools leave one pixel.</summary>
[Network(3, 32, 32)]
[Use(typeof(global::Zoo.Vgg16Blocks.Features))]
[Flatten, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedVgg16;
