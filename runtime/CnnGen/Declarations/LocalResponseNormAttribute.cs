namespace CnnGen;

/// <summary>
/// Local response normalisation: divides each value by a power of the mean square of the values of nearby channels at the same
/// place, so that strong responses subdue their neighbours.
/// </summary>
/// <remarks>
/// <para>The output has the shape of the input: <c>y[c] = x[c] / (k + alpha / size * Σ over j of x[j]²)^beta</c> with j from c - size / 2 to
/// c + size / 2, as far as there are such channels. As in PyTorch and ONNX alpha is divided by size; the paper's own is not
/// (Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012), so that AlexNet is
/// <c>LocalResponseNorm(5, 5e-4, 0.75, 2)</c>. The power is taken by way of e and ln, with a relative error below 1e-6.</para>
/// <para>The gradient is that of this formula, through the sum as well. It has no parameters.</para>
/// <para>Errors:
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3001.md">CNN3001</see> for a size below 1,
/// <see href="https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN3013.md">CNN3013</see> for an even one, and for other numbers out of range.</para>
/// </remarks>
/// <row shapes="any, unchanged" parameters="">each value by the mean square of nearby channels</row>
/// <param name="size">Channels of a neighbourhood, an odd number: 1 or more.</param>
/// <param name="alpha">What the mean square is multiplied by: 0 or more.</param>
/// <param name="beta">The power: 0 or more.</param>
/// <param name="k">What is added before it is taken: 0 to 3.4E+38, but at least 1E-30.</param>
public sealed class LocalResponseNormAttribute(int size = 5, double alpha = 1e-4, double beta = 0.75, double k = 1) : LayerAttribute
{
    /// <summary>Channels of a neighbourhood, an odd number: 1 or more.</summary>
    public int Size { get; } = size;

    /// <summary>What the mean square is multiplied by: 0 or more.</summary>
    public double Alpha { get; } = alpha;

    /// <summary>The power: 0 or more.</summary>
    public double Beta { get; } = beta;

    /// <summary>What is added before it is taken: 0 to 3.4E+38, but at least 1E-30.</summary>
    public double K { get; } = k;
}
