namespace CnnGen;

/// <summary>Maximum pooling along a signal: each output is the largest value of a window of the input, channel by channel.</summary>
/// <remarks>
/// <para>Input channels × length, output channels × output length, where <c>out = floor((in - size) / stride) + 1</c>.
/// Points at the end that no window covers are left out.</para>
/// <para>The gradient goes to the largest value of the window; of several that are equal, to the first.</para>
/// <para>It has no parameters.</para>
/// </remarks>
/// <param name="size">Length of the window in points: 1 to the length of the input.</param>
public sealed class MaxPool1DAttribute(int size) : LayerAttribute
{
    /// <summary>Length of the window in points: 1 to the length of the input.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// Points from one window to the next: 1 or more. Unset, it is the length of the window, so that windows lie side by
    /// side; this property then reads 0.
    /// </summary>
    public int Stride { get; init; }
}
