namespace CnnGen;

/// <summary>Average pooling along a signal: each output is the mean of a window of the input, channel by channel.</summary>
/// <remarks>
/// <para>Input channels × length, output channels × output length, where <c>out = floor((in - size) / stride) + 1</c>.
/// Points at the end that no window covers are left out.</para>
/// <para>The gradient is shared equally among the values of the window.</para>
/// <para>It has no parameters.</para>
/// </remarks>
/// <param name="size">Length of the window in points: 1 to the length of the input.</param>
public sealed class AveragePool1DAttribute(int size) : LayerAttribute
{
    /// <summary>Length of the window in points: 1 to the length of the input.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// Points from one window to the next: 1 or more. Unset, it is the length of the window, so that windows lie side by
    /// side; this property then reads 0.
    /// </summary>
    public int Stride { get; init; }
}
