using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Rows or columns of a window: a number in the kernel's text, or a local that counts those inside the input.</summary>
internal readonly record struct PoolExtent(int Number, string? Local = null)
{
    public string Text => Local ?? Literal.Of(Number);

    public PoolExtent Times(PoolExtent other) =>
        Local is null && other.Local is null ? new PoolExtent(Number * other.Number) : new PoolExtent(0, $"{Text} * {other.Text}");
}

/// <summary>The values of a window that a piece of code walks, and how many its mean is of.</summary>
/// <param name="Rows">Its rows inside the input.</param>
/// <param name="Columns">Its columns inside the input.</param>
/// <param name="RowStep">Vectors, or floats, from row to row.</param>
/// <param name="ColumnStep">The same from column to column.</param>
/// <param name="Count">What a sum is divided by, an expression where it is no number.</param>
/// <param name="UnrollsRows">Whether rows are written out.</param>
/// <param name="UnrollsColumns">Whether columns are.</param>
internal sealed record PoolWindow(
    PoolExtent Rows, PoolExtent Columns, int RowStep, int ColumnStep, PoolExtent Count, bool UnrollsRows, bool UnrollsColumns)
{
    /// <summary>One part of a whole, in each lane.</summary>
    public string Share => Count.Local is null
        ? $"V.Broadcast({Literal.Of(1f / Count.Number)})"
        : $"V.Broadcast(1f / ({Count.Local}))";

    /// <summary>Writes something for each value; <paramref name="write"/> gets the value's place behind the window's first.</summary>
    public void WriteValues(SourceWriter writer, Action<string> write)
    {
        if (UnrollsRows && Rows.Local is null)
        {
            for (int row = 0; row < Rows.Number; row++)
            {
                WriteColumns(writer, IndexExpression.Constant(row * RowStep), write);
            }

            return;
        }

        using (writer.Block($"for (int i = 0; i < {Rows.Text}; i++)"))
        {
            WriteColumns(writer, IndexExpression.Times("i", RowStep), write);
        }
    }

    private void WriteColumns(SourceWriter writer, string row, Action<string> write)
    {
        if (UnrollsColumns && Columns.Local is null)
        {
            for (int column = 0; column < Columns.Number; column++)
            {
                write(int.TryParse(row, out int constant) ? Literal.Of(constant + (column * ColumnStep)) : IndexExpression.Sum(row, IndexExpression.Constant(column * ColumnStep)));
            }

            return;
        }

        using (writer.Block($"for (int j = 0; j < {Columns.Text}; j++)"))
        {
            write(IndexExpression.Sum(row, IndexExpression.Times("j", ColumnStep)));
        }
    }
}
