using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>Rows of a product, shared out among tiles as evenly as can be, so that none is much lower than the others.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Tallest">The most rows of a tile.</param>
internal readonly record struct RowTiles(int Rows, int Tallest)
{
    /// <summary>Each height, and how many tiles have it.</summary>
    public IEnumerable<(int Height, int Count)> Heights
    {
        get
        {
            int tiles = (Rows + Tallest - 1) / Tallest;
            int taller = Rows % tiles;
            if (taller > 0)
            {
                yield return ((Rows / tiles) + 1, taller);
            }

            yield return (Rows / tiles, tiles - taller);
        }
    }

    /// <summary>Writes a call for each tile: of its height, and from which row on.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="rowName">What a row is: <c>output</c>.</param>
    /// <param name="first">The first row.</param>
    /// <param name="call">Adds the call.</param>
    public void Write(Block block, string rowName, Integer first, Action<Block, int, Integer> call)
    {
        Integer start = first;
        foreach ((int height, int count) in Heights)
        {
            Integer end = start + (height * count);
            block.Loop(rowName, start, end, height, (turn, row) => call(turn, height, row));
            start = end;
        }
    }
}
