namespace CnnGen;

/// <summary>
/// Group normalisation: brings each group of channels to mean 0 and variance 1 within each sample, then scales and shifts each channel by learned
/// parameters. No sample depends on another, and predictions compute what training does.
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: <c>y = weight[c] * (x - mean) / sqrt(variance + epsilon) + bias[c]</c>, with mean and variance of
/// the values of all channels of the group at all positions. Channels are divided in their order: of 6 channels and 2 groups, the first three are
/// one group. 1 group is all of a sample, and as many groups as channels are an instance normalisation. All as in PyTorch's <c>GroupNorm</c> (Wu and
/// He, Group Normalization, 2018); the variance is the biased one, divided by the number of values.</para>
/// <para>The gradient is that of this formula, through mean and variance as well.</para>
/// <para>Parameters: <c>weight</c> and <c>bias</c> (channels), which begin as 1 and 0.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2022.md">CNN2022</see> where the groups do not divide the channels,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for less than one group,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3014.md">CNN3014</see> for an epsilon out of range.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="2 · c">the values of each group of channels by their mean and variance</row>
/// <param name="groups">Groups, a divisor of the number of channels: 1 or more.</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>Groups, a divisor of the number of channels: 1 or more.</summary>
    public int Groups { get; } = groups;

    /// <summary>What is added to a variance before its root is taken: 0 to 3.4E+38, but at least 1E-30. The default is 1E-5.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Whether training leaves the parameters of this layer as they are, to the bit. The default is <see langword="false"/>.</summary>
    public bool Frozen { get; init; }
}
