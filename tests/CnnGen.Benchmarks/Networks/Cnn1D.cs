namespace CnnGen.Benchmarks.Networks;

/// <summary>
/// A one-dimensional network for a signal of 140 points: 68,678 parameters, those of a signal of 128 points under
/// convolutions with padding 2.
/// </summary>
[Network(1, 140)]
[Conv1D(16, 5), ReLU, MaxPool1D(2)]
[Conv1D(32, 5), ReLU, MaxPool1D(2)]
[Flatten, FullyConnected(64), ReLU, FullyConnected(6)]
[SoftmaxCrossEntropy]
internal sealed partial class Cnn1D;
