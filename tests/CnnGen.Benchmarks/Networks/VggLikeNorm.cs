namespace CnnGen.Benchmarks.Networks;

/// <summary>VggLike with batch normalisation behind each convolution: 2,198,602 parameters.</summary>
[Network(3, 32, 32)]
[Conv2D(64, 3, Padding = 1), BatchNorm, ReLU, Conv2D(64, 3, Padding = 1), BatchNorm, ReLU, MaxPool2D(2)]
[Conv2D(128, 3, Padding = 1), BatchNorm, ReLU, Conv2D(128, 3, Padding = 1), BatchNorm, ReLU, MaxPool2D(2)]
[Conv2D(256, 3, Padding = 1), BatchNorm, ReLU, Conv2D(256, 3, Padding = 1), BatchNorm, ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(256), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class VggLikeNorm;
