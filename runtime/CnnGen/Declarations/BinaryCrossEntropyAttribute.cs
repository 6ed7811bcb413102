namespace CnnGen;

/// <summary>
/// The end of a network that tells two classes apart by one score: turns it into the probability of class 1, and measures
/// in training how far that is from the label. It is the last layer, and follows a vector of exactly one score.
/// </summary>
/// <remarks>
/// <para>Input a vector of one score; output the probability of class 1, between 0 and 1: the logistic function of the
/// score, <c>p = 1 / (1 + exp(-x))</c>. The output has the shape of the input. Class 1 is predicted where p is at least 0.5,
/// class 0 elsewhere. A label is 0 or 1.</para>
/// <para>The loss of a sample is the cross-entropy <c>-ln p</c> for label 1 and <c>-ln(1 - p)</c> for label 0, in nats. It
/// is computed from the score as <c>max(x, 0) - x * label + ln(1 + exp(-|x|))</c>, which is exact for scores of any size. The
/// gradient of the score is <c>dx = p - label</c>.</para>
/// <para>The logistic function is part of it: no <see cref="SigmoidAttribute"/> stands in front. For more than two classes
/// there is <see cref="SoftmaxCrossEntropyAttribute"/>.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1003.md">CNN1003</see> where a network ends without a loss,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1004.md">CNN1004</see> where layers follow it,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2005.md">CNN2005</see> where the input is no vector,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2011.md">CNN2011</see> where the input has more than one score.</para>
/// </remarks>
/// <row shapes="1 score → loss" parameters="">the prediction is the probability of class 1</row>
/// <example>
/// <code>
/// [Network(1, 28, 28)]
/// [Flatten, FullyConnected(1), BinaryCrossEntropy]          // logistic regression
/// public sealed partial class ZeroOrOne;
/// </code>
/// </example>
public sealed class BinaryCrossEntropyAttribute : LayerAttribute;
