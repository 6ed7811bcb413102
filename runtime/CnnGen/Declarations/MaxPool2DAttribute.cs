namespace CnnGen;

/// <summary>
/// Maximum pooling: each output is the largest value of a window of the input, channel by channel.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width, output channels × output height × output width, where in each dimension
/// <c>out = floor((in + 2 * padding - size) / stride) + 1</c>. <c>MaxPool2D(2)</c> gives 6×14×14 for 6×28×28: floor((28 - 2) / 2) + 1 = 14.
/// Rows and columns at the bottom and at the right that no window covers are left out:
/// <c>MaxPool2D(2)</c> gives 6×2×2 for 6×5×5.</para>
/// <para>With padding, <c>MaxPool2D(3, Stride = 2, Padding = 1)</c> gives 64×56×56 for 64×112×112:
/// floor((112 + 2 - 3) / 2) + 1 = 56. With <c>CeilMode</c> the quotient is rounded up, as far as the last window still begins on
/// the input or on the padding in front of it: <c>MaxPool2D(3, Stride = 2, CeilMode = true)</c> gives 64×56×56 for 64×112×112. Padding is no value: it is never
/// the largest.</para>
/// <para>The gradient goes to the largest value of the window; of several that are equal, to the first in row-major order.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3009.md">CNN3009</see> for one above half the window,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is no image,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2004.md">CNN2004</see> where the window is larger than the input.</para>
/// </remarks>
/// <row shapes="c×h×w → c×h′×w′, as Conv2D" parameters="">the largest value of each window</row>
public sealed class MaxPool2DAttribute : LayerAttribute
{
    /// <summary>Pooling over square windows.</summary>
    /// <param name="size">Height and width of the window in pixels: 1 to the size of the input.</param>
    public MaxPool2DAttribute(int size)
        : this(size, size)
    {
    }

    /// <summary>Pooling over windows of any height and width.</summary>
    /// <param name="height">Rows of the window in pixels: 1 to the height of the input.</param>
    /// <param name="width">Columns of the window in pixels: 1 to the width of the input.</param>
    public MaxPool2DAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the window in pixels: 1 to the height of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the window in pixels: 1 to the width of the input.</summary>
    public int Width { get; }

    /// <summary>
    /// Pixels from one window to the next, in both dimensions: 1 or more. The default is the size of the window in each
    /// dimension, so that windows lie side by side; this property then reads 0.
    /// </summary>
    public int Stride { get; init; }

    /// <summary>Pixels of nothing on each of the four sides of the input: 0 to half the window's smaller side, rounded down. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Whether a last window that ends outside of the input counts, with what it holds of it; the names are PyTorch's. The
    /// default is <see langword="false"/>: windows are whole.
    /// </summary>
    public bool CeilMode { get; init; }
}
