namespace CnnGen;

/// <summary>Average pooling along a signal: each output is the mean of a window of the input, channel by channel.</summary>
/// <remarks>
/// <para>Input channels × length, output channels × output length, where <c>out = floor((in + 2 * padding - size) / stride) + 1</c>.
/// <c>AveragePool1D(2)</c> gives 16×64 for 16×128: floor((128 - 2) / 2) + 1 = 64. Points at the end that no window covers are
/// left out: <c>AveragePool1D(2)</c> gives 16×2 for 16×5.</para>
/// <para>With padding, <c>AveragePool1D(3, Stride = 2, Padding = 1)</c> gives 16×50 for 16×100: floor((100 + 2 - 3) / 2) + 1 = 50.
/// With <c>CeilMode</c> the quotient is rounded up, as far as the last window still begins on the input or on the padding in
/// front of it: <c>AveragePool1D(3, Stride = 2, CeilMode = true)</c> gives 16×50 for 16×100. Padding
/// counts as zeros unless <see cref="CountIncludePad"/> is <see langword="false"/>; what lies behind it never counts.</para>
/// <para>The gradient is shared equally among the values of the window.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3009.md">CNN3009</see> for one above half the window,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2012.md">CNN2012</see> where the input is no signal,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2004.md">CNN2004</see> where the window is longer than the input.</para>
/// </remarks>
/// <row shapes="c×length → c×length′" parameters="">as <c>AveragePool2D</c>, on a signal</row>
/// <param name="size">Length of the window in points: 1 to the length of the input.</param>
public sealed class AveragePool1DAttribute(int size) : LayerAttribute
{
    /// <summary>Length of the window in points: 1 to the length of the input.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// Points from one window to the next: 1 or more. The default is the length of the window, so that windows lie side
    /// by side; this property then reads 0.
    /// </summary>
    public int Stride { get; init; }

    /// <summary>Points of zeros before the first and behind the last point of the input: 0 to half the length of the window, rounded down. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Whether a last window that ends outside of the input counts, with what it holds of it; the names are PyTorch's. The
    /// default is <see langword="false"/>: windows are whole.
    /// </summary>
    public bool CeilMode { get; init; }

    /// <summary>
    /// Whether padding counts where a window's mean is taken: its sum is then divided by the size of the window, else by how many
    /// of its values lie on the input. The default is <see langword="true"/>, as in PyTorch; ONNX's own is not to count it.
    /// </summary>
    public bool CountIncludePad { get; init; } = true;
}
