namespace CnnGen;

/// <summary>
/// Root-mean-square normalisation: divides the channels of each position, or all values of a sample, by the root of their mean square, then scales
/// them by learned parameters. No sample depends on another, and predictions compute what training does.
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: <c>y = weight[c] * x / sqrt(mean(x²) + epsilon)</c>, with the mean of the squares of all channels at
/// the same position, or of all features of a vector. It is <see cref="LayerNormAttribute"/> without a mean and without a bias, as PyTorch's
/// <c>RMSNorm(features)</c> on a vector (Zhang and Sennrich, Root Mean Square Layer Normalization, 2019). With <see cref="WholeSample"/> the mean is
/// that of all values, and each value has a weight of its own, as in PyTorch's <c>RMSNorm([channels, height, width])</c>.</para>
/// <para>The gradient is that of this formula, through the mean as well.</para>
/// <para>Parameters: <c>weight</c> (channels), or with <see cref="WholeSample"/> (channels, height, width), which begins as 1.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3014.md">CNN3014</see> for an epsilon out of range.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="c; of a whole sample c · h · w">the channels of each position, all features of a vector, or all values of a sample, by the root of their mean square</row>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>
    /// What is added to a mean square before its root is taken: 0 to 3.4E+38, but at least 1E-30. The default is 1.1920929E-7, which is 2⁻²³, as
    /// PyTorch's <c>RMSNorm</c> has it for 32-bit floats.
    /// </summary>
    public double Epsilon { get; init; } = 1.1920929e-7;

    /// <summary>
    /// Whether the mean square is that of all values of a sample, each of which has a weight of its own. The default is <see langword="false"/>:
    /// that of the channels at each position, with a weight for each channel.
    /// </summary>
    public bool WholeSample { get; init; }

    /// <summary>Whether training leaves the parameters of this layer as they are, to the bit. The default is <see langword="false"/>.</summary>
    public bool Frozen { get; init; }
}
