namespace CnnGen.Interruption;

/// <summary>Layers of each way in which gradients are summed, and some that do not learn.</summary>
[Network(1, 12, 12)]
[Conv2D(4, 3, Frozen = true), ReLU, Conv2D(8, 3), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(256), ReLU, FullyConnected(10), SoftmaxCrossEntropy]
internal sealed partial class Network;
