namespace CnnGen;

/// <summary>
/// A one-dimensional convolution: every filter slides its kernel along all channels of a signal, or those of its group, and
/// gives one channel of the output.
/// </summary>
/// <remarks>
/// <para>Input channels × length, output filters × output length, where
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>. <c>Conv1D(16, 5, Padding = 2)</c> gives
/// 16×128 for 3×128: floor((128 + 2 * 2 - 4 - 1) / 1) + 1 = 128. <c>Conv1D(32, 3, Stride = 2)</c> gives 32×63 for 16×128:
/// floor((128 - 2 - 1) / 2) + 1 = 63; what is left over at the end, less than a stride, is not read.
/// <c>Conv1D(16, 3, Dilation = 4)</c> gives 16×120 for 3×128: floor((128 - 4 * 2 - 1) / 1) + 1 = 120.
/// <c>Conv1D(Kernel = 3, Padding = 1)</c> gives 16×128 for 16×128: as many filters as channels come in.</para>
/// <para>As in every library of the field the kernel is not flipped (a cross-correlation):
/// <c>y[f, i] = bias[f] + Σ over c, u of weight[f, c, u] * x[c, i * stride + u * dilation - padding]</c>, where x is zero
/// outside the input.</para>
/// <para>With <c>Groups = g</c> channels and filters are shared out in their order, and filter f reads the channels of its own
/// group: c runs over channels / g of them from floor(f * g / filters) * channels / g on. As many groups as channels make a
/// depthwise convolution.</para>
/// <para>Parameters: <c>weight</c> (filters, channels / groups, kernel) and <c>bias</c> (filters).</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2012.md">CNN2012</see> where the input is no signal,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2022.md">CNN2022</see> where groups do not divide channels and filters,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input.</para>
/// </remarks>
/// <row shapes="c×length → filters×length′" parameters="filters · (c / groups · kernel + 1)">as <c>Conv2D</c>, on a signal</row>
/// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
/// <param name="kernel">Length of the kernel in points: 1 to the padded length of the input.</param>
public sealed class Conv1DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>
    /// A convolution with as many filters as channels come in, and the kernel that is named:
    /// <c>Conv1D(Kernel = 3, Padding = 1)</c>. A block of such layers fits behind any number of channels, and gives as many.
    /// </summary>
    public Conv1DAttribute()
        : this(0, 0)
    {
    }

    /// <summary>Filters, that is channels of the output: 1 or more; 0 for as many as channels come in.</summary>
    public int Filters { get; } = filters;

    /// <summary>
    /// Length of the kernel in points: 1 to the padded length of the input. The default is what the constructor was given.
    /// </summary>
    public int Kernel { get; init; } = kernel;

    /// <summary>Points from one position of the kernel to the next: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Points of zeros before the first and behind the last point of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Points from one tap of the kernel to the next: 1 or more. The default is 1: the kernel's taps are neighbours.
    /// Larger, the kernel sees more of the input with as many weights.
    /// </summary>
    public int Dilation { get; init; } = 1;

    /// <summary>
    /// Parts into which channels and filters are shared out, of which each filter reads its own alone: 1 or more, a divisor of
    /// both. The default is 1: every filter reads all channels. As many groups as channels make a depthwise convolution.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether each filter adds a learned bias. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
