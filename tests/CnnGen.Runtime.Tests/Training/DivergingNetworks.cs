namespace CnnGen.Runtime.Tests.Training;

[Network(4), FullyConnected(3), ReLU, FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class Classes;

[Network(4), FullyConnected(3), ReLU, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class YesOrNo;

[Network(4), FullyConnected(3), ReLU, FullyConnected(2), MeanSquaredError]
internal sealed partial class Numbers;

/// <summary>Its first layer never learns.</summary>
[Network(4), FullyConnected(3, Frozen = true), Tanh, FullyConnected(2), MeanSquaredError]
internal sealed partial class NumbersOnFrozen;
