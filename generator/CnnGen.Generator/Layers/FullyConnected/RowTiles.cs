using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>Rows of a product, shared out among tiles.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Tallest">The most rows of a tile.</param>
/// <param name="IsEven">Whether no tile is lower than another one by more than a row; else all are the tallest but the last.</param>
internal readonly record struct RowTiles(int Rows, int Tallest, bool IsEven)
{
    /// <summary>Far less than can be measured of a layer.</summary>
    private const double LittleMore = 1.01;

    /// <summary>Each height, and how many tiles have it.</summary>
    public IEnumerable<(int Height, int Count)> Heights
    {
        get
        {
            int tiles = (Rows + Tallest - 1) / Tallest;
            int lowest = IsEven ? Rows / tiles : Rows - ((tiles - 1) * Tallest);
            int taller = IsEven ? Rows % tiles : lowest < Tallest ? tiles - 1 : 0;
            if (taller > 0)
            {
                yield return (IsEven ? lowest + 1 : Tallest, taller);
            }

            yield return (lowest, tiles - taller);
        }
    }

    /// <summary>
    /// Shares out several stretches of rows, so that few kernels do for all of them where that costs hardly more than the fastest way.
    /// </summary>
    /// <param name="stretches">The rows of each.</param>
    /// <param name="tallest">The most rows of a tile.</param>
    /// <param name="cycles">Cycles of a tile, by its height.</param>
    public static RowTiles[] Share(IReadOnlyList<int> stretches, int tallest, Func<int, double> cycles)
    {
        List<RowTiles[]> ways = [[]];
        foreach (int rows in stretches)
        {
            ways = [.. ways.SelectMany(way => new[] { true, false }.Select(isEven => (RowTiles[])[.. way, new RowTiles(rows, tallest, isEven)]))];
        }

        double Cycles(RowTiles[] way) => way.Sum(tiles => tiles.Heights.Sum(tile => tile.Count * cycles(tile.Height)));
        double least = ways.Min(Cycles);
        return ways
            .Where(way => Cycles(way) <= least * LittleMore)
            .OrderBy(way => way.SelectMany(tiles => tiles.Heights).Select(tile => tile.Height).Distinct().Count())
            .First();
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
