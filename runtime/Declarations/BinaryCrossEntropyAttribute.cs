namespace CnnGen;

/// <summary>
/// The end of a network that tells two classes apart by one score: turns it into the probability of class 1, and measures
/// in training how far that is from the label. It is the last layer, and follows a vector of exactly one score.
/// </summary>
/// <remarks>
/// <para>The probability of class 1 is the logistic function of the score, <c>p = 1 / (1 + exp(-x))</c>; class 1 is
/// predicted where p is at least 0.5. Labels are 0 and 1.</para>
/// <para>The loss of a sample is the cross-entropy <c>-ln p</c> for label 1 and <c>-ln(1 - p)</c> for label 0, in nats. It
/// is computed from the score as <c>max(x, 0) - x * label + ln(1 + exp(-|x|))</c>, which is exact for scores of any size. The
/// gradient of the score is <c>dx = p - label</c>.</para>
/// <para>The logistic function is part of it: no <see cref="SigmoidAttribute"/> stands in front. For more than two classes
/// there is <see cref="SoftmaxCrossEntropyAttribute"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// [Network(1, 28, 28)]
/// [Flatten, FullyConnected(1), BinaryCrossEntropy]          // logistic regression
/// public sealed partial class ZeroOrOne;
/// </code>
/// </example>
public sealed class BinaryCrossEntropyAttribute : LayerAttribute;
