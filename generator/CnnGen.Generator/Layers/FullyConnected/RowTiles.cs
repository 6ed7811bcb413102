using CnnGen.Generator.Text;

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
    /// <param name="writer">Where to.</param>
    /// <param name="rowName">What a row is: <c>output</c>.</param>
    /// <param name="first">The first row, an expression; empty for 0.</param>
    /// <param name="call">Writes the call.</param>
    public void Write(SourceWriter writer, string rowName, string first, Action<int, string> call)
    {
        int done = 0;
        foreach ((int height, int count) in Heights)
        {
            string start = IndexExpression.Sum(first, IndexExpression.Constant(done));
            string end = IndexExpression.Sum(first, Literal.Of(done + (height * count)));
            using (count == 1 ? null : writer.Block($"for (int {rowName} = {start}; {rowName} < {end}; {rowName} += {Literal.Of(height)})"))
            {
                call(height, count > 1 ? rowName : start);
            }

            done += height * count;
        }
    }
}
