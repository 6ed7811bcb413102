using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// What a 3×3 convolution of stride 1 costs, in time and memory, in tiles of 2×2 results. The layout of the memory is
/// that of <c>WinogradCorrelation</c> and <c>WinogradWeightGradient</c> in the runtime.
/// </summary>
internal sealed class Winograd(Shape input, Shape output)
{
    public const int Kernel = 3;

    /// <summary>Elements of a transformed tile.</summary>
    private const int Elements = 16;

    /// <summary>Tiles, and outputs, that one product takes side by side.</summary>
    private const int Group = 4;

    /// <summary>Values of sixteen floats of a transformed stripe of tiles: 2 MB.</summary>
    private const int MostStripeVectors = 1 << 15;

    /// <summary>Tiles whose weight gradient is summed at a time.</summary>
    public int Stripe
    {
        get
        {
            int groups = MostStripeVectors / (Elements * Group * (WholeRows(input.Channels) + WholeRows(output.Channels)));
            return Group * Math.Max(1, Math.Min(groups, (Tiles + Group - 1) / Group));
        }
    }

    /// <summary>Values of sixteen floats.</summary>
    public int CorrelationScratch => Elements * Group * (input.Channels + WholeQuads(output.Channels));

    /// <summary>Values of sixteen floats.</summary>
    public int InputGradientScratch => Elements * Group * (output.Channels + WholeQuads(input.Channels));

    /// <summary>Values of sixteen floats.</summary>
    public int WeightGradientScratch =>
        (Elements * Stripe * (WholeRows(input.Channels) + WholeRows(output.Channels)))
        + (Elements * WholeQuads(output.Channels) * WholeRows(input.Channels) / Tensor.Lanes);

    public int ForwardWeights => WholeRows(Elements * WholeQuads(output.Channels) * input.Channels);

    public int InputGradientWeights => WholeRows(Elements * WholeQuads(input.Channels) * output.Channels);

    private int Tiles => (output.Height + 1) / 2 * ((output.Width + 1) / 2);

    private static int WholeQuads(int size) => (size + Group - 1) / Group * Group;

    private static int WholeRows(int size) => (size + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;

    /// <summary>Whether tiles of 2×2 results take less time than direct sums.</summary>
    public static bool Pays(Window vertical, Window horizontal, Shape input, Shape output) =>
        vertical is { Kernel: Kernel, Stride: 1 }
        && horizontal is { Kernel: Kernel, Stride: 1 }
        && input.Channels >= 16 && output.Channels >= 16;
}
