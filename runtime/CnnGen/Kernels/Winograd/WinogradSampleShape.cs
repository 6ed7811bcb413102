using System.ComponentModel;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// The sizes of a 3×3 convolution of stride 1 on one sample, in tiles of 2×2 results, each from 4×4 positions of the input:
/// in[row][column][<paramref name="Channels"/>] → out[row][column][<paramref name="Filters"/>], whose channels are filled up
/// to a multiple of 16, or lie among those of other groups. Around the input lie the zeros of its padding, and one row and column more where those of the output
/// are odd.
/// </summary>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Row">Floats from row to row of the input.</param>
/// <param name="Column">Floats from column to column of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="OutputHeight">Rows of the output.</param>
/// <param name="OutputWidth">Columns of the output.</param>
/// <param name="OutputRow">Floats from row to row of the output; behind a pool, of what it gives.</param>
/// <param name="OutputColumn">Floats from column to column of the output; behind a pool, of what it gives.</param>
/// <param name="Stripe">Tiles that are transformed before their products are taken.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WinogradSampleShape(
    int Channels, int Row, int Column, int Filters, int OutputHeight, int OutputWidth, int OutputRow, int OutputColumn, int Stripe)
{
    /// <summary>Vectors of filters that one product takes side by side.</summary>
    internal const int Pair = 2;

    internal int TileColumns => (OutputWidth + 1) / 2;

    internal int Tiles => (OutputHeight + 1) / 2 * TileColumns;

    /// <summary>Floats of the channels of a position, filled up to whole vectors.</summary>
    internal int ChannelFloats => WholeVectors(Channels);

    /// <summary>The same of the filters.</summary>
    internal int OutputFloats => WholeVectors(Filters);

    /// <summary>Floats of the filters of a tile, filled up to a pair of the widest vectors.</summary>
    internal int FilterFloats => WholePairs(Filters);

    /// <summary>
    /// Floats from one element of the transformed inputs to the next. The row more keeps the sixteen elements of a tile from
    /// competing for the same lines of a cache.
    /// </summary>
    internal int InputElement => (Stripe * ChannelFloats) + MicroBatch.Samples;

    /// <summary>Floats from one element of the products to the next.</summary>
    internal int ProductElement => (Stripe * FilterFloats) + MicroBatch.Samples;

    /// <summary>Floats of one element of the transformed weights.</summary>
    internal int WeightElement => Channels * FilterFloats;

    private static int WholeVectors(int channels) => (channels + MicroBatch.Samples - 1) / MicroBatch.Samples * MicroBatch.Samples;

    internal static int WholePairs(int filters) => (filters + (Pair * MicroBatch.Samples) - 1) / (Pair * MicroBatch.Samples) * Pair * MicroBatch.Samples;
}
