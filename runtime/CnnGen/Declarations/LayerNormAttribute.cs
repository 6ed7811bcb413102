namespace CnnGen;

/// <summary>
/// Layer normalisation: brings the channels of each position, or all values of a sample, to mean 0 and variance 1, then scales and shifts them
/// by learned parameters. No sample depends on another, and predictions compute what training does.
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: <c>y = weight[c] * (x - mean) / sqrt(variance + epsilon) + bias[c]</c>, with mean and variance of
/// the values of all channels at the same position, or of all features of a vector. So ConvNeXt has it, and PyTorch's <c>LayerNorm(features)</c> on
/// a vector (Ba, Kiros and Hinton, Layer Normalization, 2016). With <see cref="WholeSample"/> mean and variance are those of all values, and each
/// value has a weight and a bias of its own, as in PyTorch's <c>LayerNorm([channels, height, width])</c>. The variance is the biased one, divided by
/// the number of values.</para>
/// <para>The gradient is that of this formula, through mean and variance as well.</para>
/// <para>Parameters: <c>weight</c> and <c>bias</c> (channels), or with <see cref="WholeSample"/> (channels, height, width), which begin as 1 and
/// 0.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3014.md">CNN3014</see> for an epsilon out of range.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="2 · c; of a whole sample 2 · c · h · w">the channels of each position, all features of a vector, or all values of a sample, by their mean and variance</row>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to a variance before its root is taken: 0 to 3.4E+38, but at least 1E-30. The default is 1E-5.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>
    /// Whether mean and variance are those of all values of a sample, each of which has a weight and a bias of its own. The default is
    /// <see langword="false"/>: those of the channels at each position, with a weight and a bias for each channel.
    /// </summary>
    public bool WholeSample { get; init; }

    /// <summary>Whether training leaves the parameters of this layer as they are, to the bit. The default is <see langword="false"/>.</summary>
    public bool Frozen { get; init; }
}
