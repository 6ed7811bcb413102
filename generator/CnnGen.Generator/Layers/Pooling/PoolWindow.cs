using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>The values of a window that a piece of code walks, and how many its mean is of.</summary>
/// <param name="Rows">Its rows inside the input.</param>
/// <param name="Columns">Its columns inside the input.</param>
/// <param name="RowStep">Vectors, or floats, from row to row.</param>
/// <param name="ColumnStep">The same from column to column.</param>
/// <param name="Count">What a sum is divided by.</param>
/// <param name="UnrollsRows">Whether rows are written out where their number is known.</param>
/// <param name="UnrollsColumns">Whether columns are.</param>
internal sealed record PoolWindow(
    Integer Rows, Integer Columns, int RowStep, int ColumnStep, Integer Count, bool UnrollsRows, bool UnrollsColumns)
{
    /// <summary>One part of a whole, in each lane.</summary>
    public Lanes Share => Lanes.PartOf(Count);

    /// <summary>Adds statements for each value; <paramref name="write"/> gets the value's place after the window's first.</summary>
    public void WriteValues(Block block, Action<Block, Integer> write) =>
        Walk(block, "i", Rows, UnrollsRows, (row, i) =>
            Walk(row, "j", Columns, UnrollsColumns, (value, j) => write(value, (i * RowStep) + (j * ColumnStep))));

    private static void Walk(Block block, string variable, Integer count, bool unrolls, Action<Block, Integer> write)
    {
        if (unrolls)
        {
            block.Unroll(variable, count, write);
        }
        else
        {
            block.Loop(variable, count, write);
        }
    }
}
