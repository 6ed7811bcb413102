namespace CnnGen;

/// <summary>
/// A one-dimensional convolution: every filter slides its kernel along all channels of a signal, and gives one channel
/// of the output.
/// </summary>
/// <remarks>
/// <para>Input channels × length, output filters × output length, where
/// <c>out = floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1</c>.</para>
/// <para>As in every library of the field the kernel is not flipped (a cross-correlation):
/// <c>y[f, i] = bias[f] + Σ over c, u of weight[f, c, u] * x[c, i * stride + u * dilation - padding]</c>, where x is zero
/// outside the input.</para>
/// <para>Parameters: <c>weight</c> (filters, channels, kernel) and <c>bias</c> (filters).</para>
/// </remarks>
/// <param name="filters">Filters, that is channels of the output: 1 or more.</param>
/// <param name="kernel">Length of the kernel in points: 1 to the padded length of the input.</param>
public sealed class Conv1DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>Filters, that is channels of the output: 1 or more.</summary>
    public int Filters { get; } = filters;

    /// <summary>Length of the kernel in points: 1 to the padded length of the input.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Points from one position of the kernel to the next: 1 or more. The default is 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros before the first and behind the last point of the input: 0 or more. The default is 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// Points from one tap of the kernel to the next: 1 or more. The default is 1: the kernel's taps are neighbours.
    /// Larger, the kernel sees more of the input with as many weights.
    /// </summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Whether each filter adds a learned bias. The default is <see langword="true"/>.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// Whether training leaves the parameters of this layer as they are, to the bit; no code for their gradients is
    /// written then. The default is <see langword="false"/>.
    /// </summary>
    public bool Frozen { get; init; }
}
