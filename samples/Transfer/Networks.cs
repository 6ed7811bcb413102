using CnnGen;

namespace Transfer;

/// <summary>LeNet-5 without its last layer: declared once, and used by each of the networks below.</summary>
[Block]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, FullyConnected(120), ReLU, FullyConnected(84), ReLU]
public static class DigitFeatures;

/// <summary>Ten digits: what the features are learned on.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures))]
[FullyConnected(10), SoftmaxCrossEntropy]
public sealed partial class Digits;

/// <summary>Ten classes of something else: everything learns.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures))]
[FullyConnected(10), SoftmaxCrossEntropy]
public sealed partial class Garments;

/// <summary>The same, but the features stay as they are: 850 weights learn.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures), Frozen = true)]
[FullyConnected(10), SoftmaxCrossEntropy]
public sealed partial class GarmentsHead;

/// <summary>Five digits, where there are no garments.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures))]
[FullyConnected(5), SoftmaxCrossEntropy]
public sealed partial class FiveDigits;

/// <summary>Five other digits: everything learns.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures))]
[FullyConnected(5), SoftmaxCrossEntropy]
public sealed partial class OtherDigits;

/// <summary>The same, but the features stay as they are: 425 weights learn.</summary>
[Network(1, 28, 28)]
[Use(typeof(DigitFeatures), Frozen = true)]
[FullyConnected(5), SoftmaxCrossEntropy]
public sealed partial class OtherDigitsHead;
