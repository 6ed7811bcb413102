namespace CnnGen;

/// <summary>
/// A two-dimensional filter with a fixed kernel, which filters each channel by itself: edge detection, sharpening, blurring,
/// or what a kernel of your own does. It learns nothing.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width, output channels × output height × output width, where in each dimension
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>.
/// <c>Filter2D(FilterKernel.Sharpen, Padding = 1)</c> gives 3×28×28 for 3×28×28: floor((28 + 2 * 1 - 2 - 1) / 1) + 1 = 28.
/// <c>Filter2D(FilterKernel.GaussianBlur, Stride = 2)</c> gives 6×13×13 for 6×28×28: floor((28 - 2 - 1) / 2) + 1 = 13; what is
/// left over at the bottom and at the right, less than a stride, is not read.</para>
/// <para>As in <see cref="Conv2DAttribute"/> the kernel is not flipped (a cross-correlation):
/// <c>y[c, i, j] = Σ over u, v of kernel[u, v] * x[c, i * stride + u * dilation - padding, j * stride + v * dilation - padding]</c>,
/// where x is zero outside the input.</para>
/// <para>The coefficients are compiled into the code: a zero costs nothing, inputs with the same coefficient are added up
/// before they are multiplied, and 1 and −1 are no products. A kernel of more than 1,024 coefficients other than 0 is
/// looped over.</para>
/// <para>A kernel of your own is written row by row. <c>Filter2D(1, 3, -1, 0, 1)</c> gives 1×8×6 for 1×8×8, the
/// differences along each row. Sobel's vertical edges:</para>
/// <code>
/// [Filter2D(3, 3,
///     1, 0, -1,
///     2, 0, -2,
///     1, 0, -1)]
/// </code>
/// <para>It has no parameters. A gradient passes through it to the layers in front of it that learn.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3005.md">CNN3005</see> for more or fewer coefficients than the kernel has,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3006.md">CNN3006</see> for one that is no finite number,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3007.md">CNN3007</see> where all are zero,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3008.md">CNN3008</see> for a name that there is not,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is no image,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input.</para>
/// </remarks>
/// <row shapes="c×h×w → c×h′×w′, as Conv2D" parameters="">a fixed kernel on each channel by itself, its coefficients part of the code</row>
public sealed class Filter2DAttribute : LayerAttribute
{
    /// <summary>A filter with a kernel that has a name.</summary>
    /// <param name="kernel">The kernel, 3×3.</param>
    public Filter2DAttribute(FilterKernel kernel)
    {
        Kernel = kernel;
        KernelHeight = 3;
        KernelWidth = 3;
        Coefficients = [];
    }

    /// <summary>A filter with a kernel of your own.</summary>
    /// <param name="kernelHeight">Rows of the kernel in pixels: 1 to the padded height of the input.</param>
    /// <param name="kernelWidth">Columns of the kernel in pixels: 1 to the padded width of the input.</param>
    /// <param name="coefficients">
    /// What each tap multiplies its input by, row by row, kernel height · kernel width numbers: 1 or more, not all of them
    /// zero. Each is rounded to a 32-bit float, in which it must be finite.
    /// </param>
    public Filter2DAttribute(int kernelHeight, int kernelWidth, params double[] coefficients)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        Coefficients = coefficients;
    }

    /// <summary>The kernel that has a name; <see langword="null"/> for one of your own.</summary>
    public FilterKernel? Kernel { get; }

    /// <summary>Rows of the kernel in pixels: 1 to the padded height of the input.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel in pixels: 1 to the padded width of the input.</summary>
    public int KernelWidth { get; }

    /// <summary>The coefficients of a kernel of your own, row by row; none for one that has a name.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Pixels from one position of the kernel to the next, in both dimensions: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Pixels of zeros on each of the four sides of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Pixels from one tap of the kernel to the next, in both dimensions: 1 or more. The default is 1: the kernel's taps
    /// are neighbours.
    /// </summary>
    public int Dilation { get; init; } = 1;
}
