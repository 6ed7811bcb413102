using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The memory of a 3×3 convolution of stride 1 on one sample in tiles of 2×2 results. Its layout is that of
/// <c>WinogradSampleShape</c> in the runtime.
/// </summary>
internal sealed class WinogradSample(Shape input, Shape output, int padding)
{
    /// <summary>Elements of a transformed tile.</summary>
    private const int Elements = 16;

    /// <summary>Tiles that one product takes side by side, on every machine.</summary>
    private const int Group = 6;

    /// <summary>Vectors of filters that one product takes side by side.</summary>
    private const int Pair = 2;

    /// <summary>Floats of tiles, transformed and as products, that stay in a second-level cache of 512 KB beside the weights that pass.</summary>
    private const int MostStripeFloats = 64 * 1024;

    /// <summary>Tiles of a stripe at least: what the weights' way from memory is shared by.</summary>
    private const int LeastStripe = 4 * Group;

    public int Channels => input.Channels;

    public int Filters => output.Channels;

    public int Height => output.Height;

    public int Width => output.Width;

    public int Padding => padding;

    /// <summary>Tiles that are transformed before their products are taken.</summary>
    public int Stripe
    {
        get
        {
            int fitting = MostStripeFloats / (Elements * (WholeVectors(Channels) + WholePairs));
            int tiles = (output.Height + 1) / 2 * ((output.Width + 1) / 2);
            return Math.Min(tiles, Math.Max(LeastStripe, fitting / Group * Group));
        }
    }

    public int ScratchFloats => Elements * ((Stripe * (WholeVectors(Channels) + WholePairs)) + (2 * Tensor.Lanes));

    public int WeightFloats => Elements * WholePairs * Channels;

    private int WholePairs => (Filters + (Pair * Tensor.Lanes) - 1) / (Pair * Tensor.Lanes) * Pair * Tensor.Lanes;

    private static int WholeVectors(int channels) => (channels + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes;
}
