namespace CnnGen;

/// <summary>
/// A one-dimensional filter with a fixed kernel, which filters each channel of a signal by itself: moving averages,
/// differences, whatever the kernel does. It learns nothing.
/// </summary>
/// <remarks>
/// <para>Input channels × length, output channels × output length, where
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c> and kernel is the number of
/// coefficients. <c>Filter1D(0.25, 0.5, 0.25, Padding = 1)</c> gives 2×64 for 2×64: floor((64 + 2 * 1 - 2 - 1) / 1) + 1 = 64.
/// <c>Filter1D(-1, 1)</c> gives 2×63 for 2×64, the differences of neighbours.</para>
/// <para>As in <see cref="Conv1DAttribute"/> the kernel is not flipped (a cross-correlation):
/// <c>y[c, i] = Σ over u of kernel[u] * x[c, i * stride + u * dilation - padding]</c>, where x is zero outside the
/// input.</para>
/// <para>The coefficients are compiled into the code, as with <see cref="Filter2DAttribute"/>.</para>
/// <para>It has no parameters. A gradient passes through it to the layers in front of it that learn.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a stride or dilation below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3005.md">CNN3005</see> where there is no coefficient,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3006.md">CNN3006</see> for one that is no finite number,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3007.md">CNN3007</see> where all are zero,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2012.md">CNN2012</see> where the input is no signal,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input.</para>
/// </remarks>
/// <row shapes="c×length → c×length′" parameters="">as <c>Filter2D</c>, on a signal</row>
/// <param name="coefficients">
/// What each tap multiplies its input by, in their order, as many as the kernel is long: 1 to the padded length of the
/// input, not all of them zero. Each is rounded to a 32-bit float, in which it must be finite.
/// </param>
public sealed class Filter1DAttribute(params double[] coefficients) : LayerAttribute
{
    /// <summary>What each tap multiplies its input by, in their order.</summary>
    public IReadOnlyList<double> Coefficients { get; } = coefficients;

    /// <summary>Points from one position of the kernel to the next: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Points of zeros on each side of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Points from one tap of the kernel to the next: 1 or more. The default is 1: the kernel's taps are neighbours.
    /// </summary>
    public int Dilation { get; init; } = 1;
}
