namespace CnnGen;

/// <summary>
/// A two-dimensional locally connected layer: filters that slide over an image like those of <see cref="Conv2DAttribute"/>,
/// but with weights of their own at each position.
/// </summary>
/// <remarks>
/// <para>Input channels × height × width, output filters × output height × output width, where in each dimension
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>. <c>LocallyConnected2D(4, 5)</c> gives
/// 4×24×24 for 1×28×28: floor((28 - 4 - 1) / 1) + 1 = 24. <c>LocallyConnected2D(8, 3, Stride = 2)</c> gives 8×13×13 for
/// 1×28×28: floor((28 - 2 - 1) / 2) + 1 = 13; what is left over at the bottom and at the right, less than a stride, is not
/// read.</para>
/// <para><c>y[f, i, j] = bias[i, j, f] + Σ over c, u, v of weight[i, j, c, u, v, f] * x[c, i * stride + u * dilation - padding, j * stride + v * dilation - padding]</c>,
/// where x is zero outside the input.</para>
/// <para>Parameters: <c>weight</c> (output height, output width, channels, kernel height, kernel width, filters) and
/// <c>bias</c> (output height, output width, filters), in the order in which kernels read them: positions · filters ·
/// (channels · kernel height · kernel width + 1) in all, where there are output height · output width positions: 59,904 in
/// the first example. Weights of taps on padding are among them; they have no effect, and their gradient is zero.</para>
/// <para>It fits images in which each place has a look of its own, such as aligned faces (Taigman et al. 2014, DeepFace).
/// Elsewhere a convolution learns the same from fewer samples.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3002.md">CNN3002</see> for a padding below 0,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2001.md">CNN2001</see> where the input is no image,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2003.md">CNN2003</see> where the kernel is larger than the padded input,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2007.md">CNN2007</see> where the network comes to more than 536,870,911 parameters.</para>
/// </remarks>
/// <row shapes="c×h×w → filters×h′×w′, as Conv2D" parameters="h′ · w′ · filters · (c · kernel² + 1)">a convolution with weights of its own at each position</row>
public sealed class LocallyConnected2DAttribute : LayerAttribute
{
    /// <summary>A locally connected layer with a square kernel.</summary>
    /// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
    /// <param name="kernel">Height and width of the kernel in pixels: 1 to the padded size of the input.</param>
    public LocallyConnected2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A locally connected layer with a kernel of any height and width.</summary>
    /// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
    /// <param name="kernelHeight">Rows of the kernel in pixels: 1 to the padded height of the input.</param>
    /// <param name="kernelWidth">Columns of the kernel in pixels: 1 to the padded width of the input.</param>
    public LocallyConnected2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>Filters, that is channels of the output: 1 or more.</summary>
    public int Filters { get; }

    /// <summary>Rows of the kernel in pixels: 1 to the padded height of the input.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel in pixels: 1 to the padded width of the input.</summary>
    public int KernelWidth { get; }

    /// <summary>Pixels from one position of the kernel to the next, in both dimensions: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Pixels of zeros on each of the four sides of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Pixels from one tap of the kernel to the next, in both dimensions: 1 or more. The default is 1: the kernel's taps
    /// are neighbours. Larger, the kernel sees more of the input with as many weights.
    /// </summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Whether each filter adds a learned bias of its own at each position. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
