namespace CnnGen.Runtime.Tests.Fixtures;

/// <summary>Parameters of every kind: frozen ones, statistics, and gradients summed block by block and over the whole batch.</summary>
[Network(1, 8, 8)]
[Conv2D(2, 3, Frozen = true), ReLU]
[Conv2D(4, 3, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
[Flatten, Dropout(0.25), FullyConnected(8), Tanh, FullyConnected(3), SoftmaxCrossEntropy]
internal sealed partial class SavedNetwork;
