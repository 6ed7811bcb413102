namespace CnnGen;

/// <summary>
/// Maximum pooling: each output is the largest value of a window of the input, channel by channel.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width, output channels × output height × output width, where in each dimension
/// <c>out = floor((in - size) / stride) + 1</c>. <c>MaxPool2D(2)</c> gives 6×14×14 for 6×28×28: floor((28 - 2) / 2) + 1 = 14.
/// Rows and columns at the bottom and at the right that no window covers are left out:
/// <c>MaxPool2D(2)</c> gives 6×2×2 for 6×5×5.</para>
/// <para>The gradient goes to the largest value of the window; of several that are equal, to the first in row-major order.</para>
/// <para>It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is no image,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2004.md">CNN2004</see> where the window is larger than the input.</para>
/// </remarks>
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
}
