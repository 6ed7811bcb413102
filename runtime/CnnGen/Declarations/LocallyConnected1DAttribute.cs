namespace CnnGen;

/// <summary>
/// A one-dimensional locally connected layer: filters that slide along a signal like those of <see cref="Conv1DAttribute"/>,
/// but with weights of their own at each position.
/// </summary>
/// <remarks>
/// <para>Input channels × length, output filters × output length, where
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>. <c>LocallyConnected1D(8, 5)</c> gives
/// 8×124 for 3×128: floor((128 - 4 - 1) / 1) + 1 = 124. <c>LocallyConnected1D(8, 3, Stride = 2)</c> gives 8×63 for 3×128:
/// floor((128 - 2 - 1) / 2) + 1 = 63; what is left over at the end, less than a stride, is not read.</para>
/// <para><c>y[f, i] = bias[i, f] + Σ over c, u of weight[i, c, u, f] * x[c, i * stride + u * dilation - padding]</c>, where x
/// is zero outside the input.</para>
/// <para>Parameters: <c>weight</c> (output length, channels, kernel, filters) and <c>bias</c> (output length, filters), in
/// the order in which kernels read them: output length · filters · (channels · kernel + 1) in all, 15,872 in the
/// first example. Weights of taps on padding are among them; they have no effect, and their gradient is zero.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2012.md">CNN2012</see> where the input is no signal,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2007.md">CNN2007</see> where the network comes to more than 536,870,911 parameters.</para>
/// </remarks>
/// <row shapes="c×length → filters×length′" parameters="length′ · filters · (c · kernel + 1)">as <c>LocallyConnected2D</c>, on a signal</row>
/// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
/// <param name="kernel">Length of the kernel in points: 1 to the padded length of the input.</param>
public sealed class LocallyConnected1DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>Filters, that is channels of the output: 1 or more.</summary>
    public int Filters { get; } = filters;

    /// <summary>Length of the kernel in points: 1 to the padded length of the input.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Points from one position of the kernel to the next: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Points of zeros before the first and behind the last point of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Points from one tap of the kernel to the next: 1 or more. The default is 1: the kernel's taps are neighbours.
    /// Larger, the kernel sees more of the input with as many weights.
    /// </summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Whether each filter adds a learned bias of its own at each position. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
