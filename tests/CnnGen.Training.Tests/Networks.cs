namespace CnnGen.Training.Tests;

/// <summary>Logistic regression.</summary>
[Network(1, 28, 28)]
[Flatten, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class SingleUnit;

/// <summary>The same question, for a convolutional network.</summary>
[Network(1, 28, 28)]
[Conv2D(6, 5), ReLU, MaxPool2D(2)]
[Conv2D(12, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class DeepBinary;

/// <summary>Exclusive or, which no single unit can learn.</summary>
[Network(2)]
[FullyConnected(8), Tanh, FullyConnected(1), BinaryCrossEntropy]
internal sealed partial class ExclusiveOr;

/// <summary>Linear regression of two outputs on three inputs.</summary>
[Network(3)]
[FullyConnected(2), MeanSquaredError]
internal sealed partial class Linear;

/// <summary>A curve through points.</summary>
[Network(1)]
[FullyConnected(24), Tanh, FullyConnected(1), MeanSquaredError]
internal sealed partial class Curve;

/// <summary>One score a class, for what the others are told apart from.</summary>
[Network(3)]
[FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class TwoScores;

/// <summary>What is dropped depends on the place in the run.</summary>
[Network(3)]
[FullyConnected(20), ReLU, Dropout(0.3), FullyConnected(2), SoftmaxCrossEntropy]
internal sealed partial class Dropping;

/// <summary>What normalises a batch, to be shared.</summary>
[Block]
[Conv2D(4, 3, Bias = false), BatchNorm, ReLU]
internal static class NormedFeatures;

/// <summary>A network whose samples depend on each other.</summary>
[Network(2, 6, 5)]
[Use(typeof(NormedFeatures))]
[Flatten, FullyConnected(6, Bias = false), BatchNorm(Momentum = 0.2), Tanh, FullyConnected(3), SoftmaxCrossEntropy]
internal sealed partial class Normed;

/// <summary>Another head on the same features, which stay as they are.</summary>
[Network(2, 6, 5)]
[Use(typeof(NormedFeatures), Frozen = true)]
[Flatten, FullyConnected(3), SoftmaxCrossEntropy]
internal sealed partial class OnNormedFeatures;
