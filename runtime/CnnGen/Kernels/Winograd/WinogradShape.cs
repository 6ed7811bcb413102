using System.ComponentModel;

namespace CnnGen.Kernels;

/// <summary>
/// The sizes of a 3×3 correlation of stride 1 that runs in tiles of 2×2 outputs, each from 4×4 inputs:
/// in[<paramref name="Inputs"/>][<paramref name="Height"/>][<paramref name="Width"/>] →
/// out[<paramref name="Outputs"/>][<paramref name="OutputHeight"/>][<paramref name="OutputWidth"/>].
/// </summary>
/// <param name="Inputs">Channels of the input.</param>
/// <param name="Height">Rows of an input channel.</param>
/// <param name="Width">Columns of an input channel.</param>
/// <param name="Plane">Vectors from one input channel to the next.</param>
/// <param name="Vectors">Vectors from one sub-block of the input to the next.</param>
/// <param name="Padding">Rows and columns of zeros on each side of the input; below zero, what is cut off.</param>
/// <param name="Outputs">Channels of the output.</param>
/// <param name="OutputHeight">Rows of an output channel.</param>
/// <param name="OutputWidth">Columns of an output channel.</param>
/// <param name="OutputPlane">Vectors from one output channel to the next.</param>
/// <param name="OutputVectors">Vectors from one sub-block of the output to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WinogradShape(
    int Inputs, int Height, int Width, int Plane, int Vectors, int Padding,
    int Outputs, int OutputHeight, int OutputWidth, int OutputPlane, int OutputVectors)
{
    /// <summary>Elements of a transformed tile: 4×4.</summary>
    internal const int Elements = 16;

    /// <summary>Tiles that one product takes side by side.</summary>
    internal const int Group = 4;

    /// <summary>Outputs that one product takes side by side.</summary>
    internal const int Quad = 4;

    // 4 tiles of so many inputs take half of a first-level cache of 32 KB.
    private const int MostCachedInputs = 64;

    internal int TileColumns => (OutputWidth + 1) / 2;

    internal int TileRows => (OutputHeight + 1) / 2;

    internal int Tiles => TileColumns * TileRows;

    internal int Quads => QuadsOf(Outputs);

    /// <summary>
    /// Vectors from one element of the transformed inputs to the next. The odd one keeps the sixteen elements of a tile
    /// from competing for the same lines of a cache.
    /// </summary>
    internal int InputElement => (Group * Inputs) + 1;

    /// <summary>Vectors from one element of the products to the next.</summary>
    internal int ProductElement => (Group * Quads * Quad) + 1;

    /// <summary>Inputs that are summed before the next outputs take their turn.</summary>
    internal int InputBlock => InputBlockOf(Inputs);

    internal static int QuadsOf(int outputs) => (outputs + Quad - 1) / Quad;

    internal static int InputBlockOf(int inputs)
    {
        int microBatches = (inputs + MostCachedInputs - 1) / MostCachedInputs;
        return (inputs + microBatches - 1) / microBatches;
    }

    /// <summary>The first row and column of the inputs of a tile; outside of the input there are zeros.</summary>
    internal (int Row, int Column) InputOf(int tile) =>
        ((tile / TileColumns * 2) - Padding, (tile % TileColumns * 2) - Padding);

    /// <summary>The first row and column of the outputs of a tile.</summary>
    internal (int Row, int Column) OutputOf(int tile) => (tile / TileColumns * 2, tile % TileColumns * 2);
}
