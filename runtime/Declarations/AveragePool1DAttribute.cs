namespace CnnGen;

/// <summary>Average pooling along a signal: each output is the mean of a window of the input, channel by channel.</summary>
/// <remarks>
/// <para>Input channels × length, output channels × output length, where <c>out = floor((in - size) / stride) + 1</c>.
/// <c>AveragePool1D(2)</c> gives 16×64 for 16×128: floor((128 - 2) / 2) + 1 = 64. Points at the end that no window covers are
/// left out: <c>AveragePool1D(2)</c> gives 16×2 for 16×5.</para>
/// <para>The gradient is shared equally among the values of the window.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2012.md">CNN2012</see> where the input is no signal,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2004.md">CNN2004</see> where the window is longer than the input.</para>
/// </remarks>
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
}
