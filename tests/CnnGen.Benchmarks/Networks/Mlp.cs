namespace CnnGen.Benchmarks.Networks;

/// <summary>Fully connected layers alone: 109,386 parameters.</summary>
[Network(784)]
[FullyConnected(128), ReLU, FullyConnected(64), ReLU, FullyConnected(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Mlp;
