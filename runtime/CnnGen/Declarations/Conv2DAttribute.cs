namespace CnnGen;

/// <summary>
/// A two-dimensional convolution: every filter slides its kernel over all channels of the input, or those of its group, and
/// gives one channel of the output.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width, output filters × output height × output width, where in each dimension
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>. <c>Conv2D(6, 5, Padding = 2)</c> gives
/// 6×28×28 for 1×28×28: floor((28 + 2 * 2 - 4 - 1) / 1) + 1 = 28. <c>Conv2D(16, 3, Stride = 2)</c> gives 16×13×13 for
/// 6×28×28: floor((28 - 2 - 1) / 2) + 1 = 13; what is left over at the bottom and at the right, less than a stride, is not
/// read. <c>Conv2D(Kernel = 3, Padding = 1)</c> gives 6×28×28 for 6×28×28: as many filters as channels come in.</para>
/// <para>As in every library of the field the kernel is not flipped (a cross-correlation):
/// <c>y[f, i, j] = bias[f] + Σ over c, u, v of weight[f, c, u, v] * x[c, i * stride + u * dilation - padding, j * stride + v * dilation - padding]</c>,
/// where x is zero outside the input.</para>
/// <para>With <c>Groups = g</c> channels and filters are shared out in their order, and filter f reads the channels of its own
/// group: c runs over channels / g of them from floor(f * g / filters) * channels / g on. As many groups as channels make a
/// depthwise convolution.</para>
/// <para>Parameters: <c>weight</c> (filters, channels / groups, kernel height, kernel width) and <c>bias</c> (filters).</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is no image,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2022.md">CNN2022</see> where groups do not divide channels and filters,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input.</para>
/// </remarks>
/// <row shapes="c×h×w → filters×h′×w′, h′ = ⌊(h + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1" parameters="filters · (c / groups · kernel² + 1)">without filters, as <c>Conv2D(Kernel = 3)</c>, it has as many as channels come in</row>
public sealed class Conv2DAttribute : LayerAttribute
{
    /// <summary>
    /// A convolution with as many filters as channels come in, and the kernel that is named:
    /// <c>Conv2D(Kernel = 3, Padding = 1)</c>. A block of such layers fits behind any number of channels, and gives as many.
    /// </summary>
    public Conv2DAttribute()
    {
    }

    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
    /// <param name="kernel">Height and width of the kernel in pixels: 1 to the padded size of the input.</param>
    public Conv2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A convolution with a kernel of any height and width.</summary>
    /// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
    /// <param name="kernelHeight">Rows of the kernel in pixels: 1 to the padded height of the input.</param>
    /// <param name="kernelWidth">Columns of the kernel in pixels: 1 to the padded width of the input.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>Filters, that is channels of the output: 1 or more; 0 for as many as channels come in.</summary>
    public int Filters { get; }

    /// <summary>
    /// Height and width of a square kernel in pixels: 1 to the padded size of the input. The default is what the constructor was
    /// given. 0 where height and width differ.
    /// </summary>
    public int Kernel
    {
        get => KernelHeight == KernelWidth ? KernelHeight : 0;
        init => KernelHeight = KernelWidth = value;
    }

    /// <summary>
    /// Rows of the kernel in pixels: 1 to the padded height of the input. The default is what the constructor was given, or
    /// <see cref="Kernel"/>.
    /// </summary>
    public int KernelHeight { get; init; }

    /// <summary>
    /// Columns of the kernel in pixels: 1 to the padded width of the input. The default is what the constructor was given, or
    /// <see cref="Kernel"/>.
    /// </summary>
    public int KernelWidth { get; init; }

    /// <summary>Pixels from one position of the kernel to the next, in both dimensions: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Pixels of zeros on each of the four sides of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Pixels from one tap of the kernel to the next, in both dimensions: 1 or more. The default is 1: the kernel's taps
    /// are neighbours. Larger, the kernel sees more of the input with as many weights.
    /// </summary>
    public int Dilation { get; init; } = 1;

    /// <summary>
    /// Parts into which channels and filters are shared out, of which each filter reads its own alone: 1 or more, a divisor of
    /// both. The default is 1: every filter reads all channels. As many groups as channels make a depthwise convolution.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether each filter adds a learned bias to its output. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
