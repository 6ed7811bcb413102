using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>The sizes of a convolution of one sample, and where its arrays lie.</summary>
/// <param name="Layer">Filters and windows.</param>
/// <param name="Groups">How its groups are taken.</param>
/// <param name="Filters">Weights and biases.</param>
/// <param name="Activation">What is applied to each sum.</param>
/// <param name="Sums">The shape of the convolution itself.</param>
/// <param name="Pool">The window of a maximum pool that is taken at once, one position where there is none.</param>
/// <param name="Input">The image.</param>
/// <param name="Output">The results, after the pool.</param>
internal sealed record SampleConvolution(
    Convolution Layer, InferenceGroups Groups, PackedFilters Filters, Activation Activation, Shape Sums, InferenceTile Pool, SampleTensor Input, SampleTensor Output)
{
    /// <summary>Bytes of weights that stay in the first-level cache, about half of it.</summary>
    public const int MostWeightBytes = 20 * 1024;

    /// <summary>Channels that a filter reads.</summary>
    public int Channels => Groups.Channels;

    /// <summary>Weights of a filter.</summary>
    public int Terms => Channels * Layer.Taps;

    /// <summary>Floats of the input from a column of results to the next.</summary>
    public int ColumnStep => Layer.Horizontal.Stride * Input.ColumnStep;

    /// <summary>Floats of the input from a row of results to the next.</summary>
    public int RowStep => Layer.Vertical.Stride * Input.RowStep;

    /// <summary>
    /// Channels that are taken at a time: as many as have weights for a tile that stay in the cache, evenly. Sums wait in the target meanwhile.
    /// </summary>
    public int ChannelsAtOnce(InferenceTile tile, int registers)
    {
        if (Groups.Overlap)
        {
            return Channels;
        }

        int lanes = registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;
        int channelBytes = tile.Vectors * Layer.Taps * lanes * sizeof(float);
        int most = Math.Max(1, MostWeightBytes / channelBytes);
        int blocks = (Channels + most - 1) / most;
        return (Channels + blocks - 1) / blocks;
    }

    /// <summary>Floats of the output after the results of so many rows and columns of sums.</summary>
    public int TargetOf(int rows, int columns) => (rows / Pool.Rows * Output.RowStep) + (columns / Pool.Columns * Output.ColumnStep);
}

/// <summary>How a convolution of one sample is taken.</summary>
/// <param name="Tile">The positions and vectors of filters whose sums stay in registers.</param>
/// <param name="Unrolls">Whether the taps of a kernel row are written out, and not looped over.</param>
/// <param name="ChannelsAtOnce">Channels that are taken at a time.</param>
internal readonly record struct SampleBlocking(InferenceTile Tile, bool Unrolls, int ChannelsAtOnce);
