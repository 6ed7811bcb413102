namespace CnnGen.Benchmarks.Networks;

/// <summary>
/// A one-dimensional network for a signal of 140 points, as an image one pixel high: 68,678 parameters, those of a
/// signal of 128 points under convolutions with padding 2.
/// </summary>
[Network(1, 1, 140)]
[Conv2D(16, 1, 5), ReLU, MaxPool2D(1, 2)]
[Conv2D(32, 1, 5), ReLU, MaxPool2D(1, 2)]
[Flatten, FullyConnected(64), ReLU, FullyConnected(6)]
[SoftmaxCrossEntropy]
internal sealed partial class Cnn1D;
