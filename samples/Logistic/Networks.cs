using CnnGen;

namespace Logistic;

/// <summary>Logistic regression: one weight a pixel, and a bias.</summary>
[Network(1, 28, 28)]
[Flatten, FullyConnected(1)]
[BinaryCrossEntropy]
public sealed partial class SingleUnit;

/// <summary>The same question, put to what two layers of convolutions have seen.</summary>
[Network(1, 28, 28)]
[Conv2D(8, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(32), ReLU, FullyConnected(1)]
[BinaryCrossEntropy]
public sealed partial class DeepNetwork;
