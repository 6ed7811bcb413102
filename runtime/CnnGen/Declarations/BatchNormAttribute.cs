namespace CnnGen;

/// <summary>
/// Batch normalisation: brings each channel to mean 0 and variance 1 over a minibatch, then scales and shifts it by learned
/// parameters.
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: <c>y = weight[c] * (x - mean[c]) / sqrt(variance[c] + epsilon) + bias[c]</c>. In training
/// mean and variance are those of the channel in the batch, over samples, height and width, or of the feature of a vector over samples
/// (Ioffe and Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift, 2015, algorithm 1); the
/// variance is the biased one, divided by the number of values. Predictions and evaluations take the running ones, which follow each
/// step: <c>running = (1 - momentum) * running + momentum * batch</c>, with the unbiased variance there (algorithm 2). All as in
/// PyTorch's BatchNorm1d and BatchNorm2d.</para>
/// <para>Parameters: <c>weight</c> and <c>bias</c> (channels), which begin as 1 and 0. Beside them, neither learned nor counted, but
/// saved: <c>running_mean</c> and <c>running_var</c> (channels), which begin as 0 and 1.</para>
/// <para>A prediction of one sample has no norm left behind a convolution or fully connected layer that it alone reads: it is folded
/// into the weights there.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3014.md">CNN3014</see> for numbers out of range. Training
/// throws an <see cref="InvalidOperationException"/> where a batch has one value for a channel: its variance is zero.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="2 · c">each channel, or each feature of a vector, by mean and variance of the batch, in predictions by running ones</row>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>What is added to a variance before its root is taken: 0 to 3.4E+38, but at least 1E-30. The default is 1E-5.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>
    /// What the running statistics take over of those of a batch: 0 to 1. As in PyTorch; other libraries give this name to what they keep. The
    /// default is 0.1.
    /// </summary>
    public double Momentum { get; init; } = 0.1;

    /// <summary>
    /// Whether training normalises by the running statistics as well, and leaves them and the parameters of this layer as they are, to the
    /// bit: what a feature extractor needs that is not trained any more. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
