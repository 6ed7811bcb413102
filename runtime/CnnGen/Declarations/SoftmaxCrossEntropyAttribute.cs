namespace CnnGen;

/// <summary>
/// The end of a classifier: turns scores into probabilities, and measures in training how far they are from the label.
/// It is the last layer, and follows a vector with one score a class.
/// </summary>
/// <remarks>
/// <para>Input a vector of scores, one a class; output as many probabilities, between 0 and 1: their softmax,
/// <c>p[i] = exp(x[i] - max(x)) / Σ over j of exp(x[j] - max(x))</c>. The output has the shape of the input.</para>
/// <para>The loss of a sample is the cross-entropy <c>-ln p[label]</c>, in nats; the gradient of the scores is
/// <c>dx[i] = p[i] - (i == label ? 1 : 0)</c>. A label is a whole number from 0 to the number of classes less one.</para>
/// <para>With <see cref="LabelSmoothing"/> ε the sample counts as (1 − ε) of its label and ε / classes of every class:
/// the loss is <c>-Σ over i of q[i] * ln p[i]</c> with <c>q[i] = (1 - ε) * (i == label ? 1 : 0) + ε / classes</c>, and the gradient
/// <c>dx[i] = p[i] - q[i]</c>, as with <c>label_smoothing</c> in PyTorch (Szegedy et al., Rethinking the Inception Architecture for
/// Computer Vision, 2016). Evaluation measures the same loss as training, so that the two can be compared; accuracy and
/// predictions do not depend on it.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1003.md">CNN1003</see> where a network ends without a loss,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN1004.md">CNN1004</see> where layers follow it,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2005.md">CNN2005</see> where the input is no vector,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3011.md">CNN3011</see> for a smoothing below 0, or 1 and more.</para>
/// </remarks>
/// <row shapes="n scores → loss" parameters="">predictions are n probabilities</row>
public sealed class SoftmaxCrossEntropyAttribute : LayerAttribute
{
    /// <summary>The part of each label that is shared out evenly among all classes: 0 to less than 1. The default is 0; 0.1 is usual.</summary>
    public double LabelSmoothing { get; init; }
}
