namespace CnnGen;

/// <summary>
/// The end of a classifier: turns scores into probabilities, and measures in training how far they are from the label.
/// It is the last layer, and follows a vector with one score a class.
/// </summary>
/// <remarks>
/// The probabilities are the softmax of the scores, <c>p[i] = exp(x[i] - max(x)) / Σ over j of exp(x[j] - max(x))</c>.
/// The loss of a sample is the cross-entropy <c>-ln p[label]</c>, in nats; the gradient of the scores is
/// <c>dx[i] = p[i] - (i == label ? 1 : 0)</c>.
/// </remarks>
public sealed class SoftmaxCrossEntropyAttribute : LayerAttribute;
