namespace CnnGen.Benchmarks.Networks;

/// <summary>Deep 3×3 convolutions on 32×32 colour images, without batch normalization: 2,196,810 parameters.</summary>
[Network(3, 32, 32)]
[Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(256), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class VggLike;
