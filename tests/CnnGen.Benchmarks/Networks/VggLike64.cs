namespace CnnGen.Benchmarks.Networks;

/// <summary>VggLike on images four times as large, whose planes no cache of a core holds: 5,342,538 parameters.</summary>
[Network(3, 64, 64)]
[Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(256), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class VggLike64;
