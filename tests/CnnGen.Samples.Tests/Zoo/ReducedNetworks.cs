namespace CnnGen.Samples.Tests.Zoo;

/// <summary>AlexNet on an image of which its three pools leave one pixel.</summary>
[Network(3, 67, 67)]
[Use(typeof(global::Zoo.AlexNetBlocks.Features))]
[Flatten, Dropout, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedAlexNet;

/// <summary>VGG-16 on an image of which its five pools leave one pixel.</summary>
[Network(3, 32, 32)]
[Use(typeof(global::Zoo.Vgg16Blocks.Features))]
[Flatten, FullyConnected(5), SoftmaxCrossEntropy]
internal sealed partial class ReducedVgg16;
