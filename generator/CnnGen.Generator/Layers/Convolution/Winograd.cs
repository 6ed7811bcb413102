using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// What a 3×3 convolution of stride 1 costs, in time and memory, in tiles of 2×2 results. The layout of the memory is
/// that of <c>WinogradCorrelation</c> and <c>WinogradWeightGradient</c> in the runtime.
/// </summary>
internal sealed class Winograd(Shape input, Shape output)
{
    public const int Kernel = 3;

    /// <summary>What comments say of kernels that take tiles.</summary>
    public const string Remark = " Winograd F(2×2, 3×3): 16 products for 4 results, where a direct sum takes 36.";

    /// <summary>Rows, and columns, of the results of a tile.</summary>
    public const int Tile = 2;

    /// <summary>Elements of a transformed tile.</summary>
    private const int Elements = 16;

    /// <summary>Tiles, and outputs, that one product takes side by side.</summary>
    private const int Group = 4;

    /// <summary>Cycles that a tile takes on its way into the sixteen products, and on its way out: writes to the second-level cache.</summary>
    private const double InputTransformCycles = 110;

    private const double OutputTransformCycles = 90;

    /// <summary>Beyond these, transformed weights and tiles are too many for offsets into one arena.</summary>
    private const double MostKernels = 1 << 22;

    private const int MostChannels = 1 << 16;

    /// <summary>Tiles whose weight gradient is summed at a time: what the sums' way from and to memory is shared by.</summary>
    private const int MostStripeTiles = 8;

    /// <summary>
    /// Channels, as the harmonic mean of those on both sides, below which the weight gradient is summed directly: products share
    /// the turning and transforming of their tiles. Measured against direct sums: 0.7 times their speed with 32 channels on images of 16×16,
    /// 0.95 with 64 on 32×32, 1.05 with 128 on 16×16; on 8×8, whose stripes are narrow, 0.7 with 64 and 0.8 with 256.
    /// </summary>
    private const double FewestForWeightGradient = 80;

    /// <summary>Whether the tiles take less time for the weight gradient as well.</summary>
    public bool WeightGradientPays =>
        2.0 * input.Channels * output.Channels / (input.Channels + output.Channels) >= FewestForWeightGradient && TileColumns >= MostStripeTiles;

    /// <summary>Columns of tiles whose weight gradient is summed at a time.</summary>
    public int StripeColumns => Math.Min(TileColumns, MostStripeTiles);

    /// <summary>Rows of tiles whose weight gradient is summed at a time.</summary>
    public int StripeRows => Math.Min(TileRows, MostStripeTiles / StripeColumns);

    /// <summary>Values of sixteen floats.</summary>
    public int CorrelationScratch => Elements * (2 + (Group * (input.Channels + WholeQuads(output.Channels))));

    /// <summary>Values of sixteen floats.</summary>
    public int InputGradientScratch => Elements * (2 + (Group * (output.Channels + WholeQuads(input.Channels))));

    /// <summary>Values of sixteen floats.</summary>
    public int WeightGradientScratch =>
        (Elements * ((StripeRows * StripeColumns * Tensor.Lanes) + 1) * (WholeRows(input.Channels) + WholeRows(output.Channels)) / Tensor.Lanes)
        + (Elements * WholeQuads(output.Channels) * WholeRows(input.Channels) / Tensor.Lanes)
        + (Tensor.Lanes * ((2 * StripeRows) + 2) * ((2 * StripeColumns) + 2));

    public int ForwardWeights => WholeRows(Elements * WholeQuads(output.Channels) * input.Channels);

    public int InputGradientWeights => WholeRows(Elements * WholeQuads(input.Channels) * output.Channels);

    private int TileRows => (output.Height + 1) / 2;

    private int TileColumns => (output.Width + 1) / 2;

    private static int WholeQuads(int size) => (size + Group - 1) / Group * Group;

    private static int WholeRows(int size) => (size + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;

    /// <summary>Whether tiles of 2×2 results take less time than direct sums.</summary>
    public static bool Pays(Window vertical, Window horizontal, Shape input, Shape output)
    {
        if (vertical is not { Kernel: Kernel, Stride: 1, Dilation: 1 } || horizontal is not { Kernel: Kernel, Stride: 1, Dilation: 1 }
            || (double)input.Channels * output.Channels > MostKernels
            || Math.Max(input.Channels, output.Channels) > MostChannels)
        {
            return false;
        }

        double products = (double)input.Channels * output.Channels * CostModel.CyclesPerProduct;
        double direct = products * Axis.Forward(vertical, input.Height).ContactCount * Axis.Forward(horizontal, input.Width).ContactCount;
        return new Winograd(input, output).Cycles < direct;
    }

    private double Cycles
    {
        get
        {
            double products = (double)Elements * input.Channels * WholeQuads(output.Channels) * CostModel.CyclesPerProduct;
            int tiles = (TileRows * TileColumns + Group - 1) / Group * Group;
            return tiles * (products + (InputTransformCycles * input.Channels) + (OutputTransformCycles * output.Channels));
        }
    }
}
