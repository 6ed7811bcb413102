namespace CnnGen.Benchmarks.Networks;

/// <summary>A small network for 28×28 grey images, with rectifiers and maximum pooling: 61,706 parameters.</summary>
[Network(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class LeNet5;
