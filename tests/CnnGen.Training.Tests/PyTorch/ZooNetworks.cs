namespace CnnGen.Training.Tests.PyTorch;

/// <summary>AlexNet on an image of which its pools leave 2×3 pixels, with smaller fully connected layers.</summary>
[Network(3, 99, 131)]
[Use(typeof(Zoo.AlexNetBlocks.Features))]
[Flatten, FullyConnected(64), ReLU, Dropout, FullyConnected(48), ReLU, Dropout, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class ReducedAlexNet;

/// <summary>VGG-16 on an image of which its pools leave 2×1 pixels, with smaller fully connected layers.</summary>
[Network(3, 64, 32)]
[Use(typeof(Zoo.Vgg16Blocks.Features))]
[Flatten, FullyConnected(64), ReLU, Dropout, FullyConnected(48), ReLU, Dropout, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class ReducedVgg16;
