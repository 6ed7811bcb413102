using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the windows of a pool some of which reach over an edge. Their rows are counted row by row; those of whole columns
/// are written out, those to the left and to the right of them count their columns.
/// </summary>
internal sealed class PoolEdgeEmitter(Window vertical, Window horizontal, Tensor input, Tensor output, bool countsPadding)
{
    /// <summary>Columns of a window that are written out; there are up to three pieces of code beside one another.</summary>
    private const int MostUnrolledColumns = 4;

    public void Write(SourceWriter writer, Action<SourceWriter, PoolWindow> window, IReadOnlyList<string> arrays)
    {
        using (writer.Loop("row", output.Shape.Height) ?? writer.Block())
        {
            var positions = new Positions(0, output.Shape.Height);
            PoolSpan rows = new PoolAxis(vertical, input.Shape.Height, countsPadding, "row", "firstRow", "rows").Write(writer, positions);
            Positions whole = Positions.Within(horizontal, input.Shape.Width, 0, horizontal.Kernel - 1);
            foreach (Positions edge in new[] { new Positions(0, whole.First), new Positions(Math.Max(whole.First, whole.End), output.Shape.Width) })
            {
                WriteEdge(writer, edge, rows, window, arrays);
            }

            WriteWhole(writer, whole, rows, window, arrays);
        }
    }

    private void WriteEdge(SourceWriter writer, Positions columns, PoolSpan rows, Action<SourceWriter, PoolWindow> window, IReadOnlyList<string> arrays)
    {
        if (columns.Count == 0)
        {
            return;
        }

        string position = columns.Count == 1 ? IndexExpression.Constant(columns.First) : "column";
        using (columns.Count == 1
            ? writer.Block()
            : writer.Block($"for (int column = {Literal.Of(columns.First)}; column < {Literal.Of(columns.End)}; column++)"))
        {
            PoolSpan span = new PoolAxis(horizontal, input.Shape.Width, countsPadding, "column", "firstColumn", "columns").Write(writer, columns);
            PoolViews.Write(writer, arrays, Source(rows, span.Start(1)), Target(position));
            window(writer, Window(rows, span));
        }
    }

    private void WriteWhole(SourceWriter writer, Positions columns, PoolSpan rows, Action<SourceWriter, PoolWindow> window, IReadOnlyList<string> arrays)
    {
        if (columns.Count == 0)
        {
            return;
        }

        using (writer.Block())
        {
            var whole = new PoolExtent(horizontal.Kernel);
            int first = (int)horizontal.Source(columns.First, 0);
            PoolViews.Write(writer, arrays, Source(rows, IndexExpression.Constant(first)), Target(IndexExpression.Constant(columns.First)));
            using (writer.Loop("column", columns.Count))
            {
                window(writer, Window(rows, new PoolSpan(IndexExpression.Constant, whole, whole)));
                if (columns.Count > 1)
                {
                    PoolViews.Move(writer, arrays, horizontal.Stride);
                }
            }
        }
    }

    private PoolWindow Window(PoolSpan rows, PoolSpan columns) => new(
        rows.Inside,
        columns.Inside,
        input.Shape.Width,
        1,
        rows.Counted.Times(columns.Counted),
        UnrollsRows: rows.Inside.Number == 1,
        UnrollsColumns: horizontal.Kernel <= MostUnrolledColumns);

    private string Source(PoolSpan rows, string column) =>
        IndexExpression.Sum(IndexExpression.Times("plane", input.Plane), rows.Start(input.Shape.Width), column);

    private string Target(string column) => IndexExpression.Sum(
        IndexExpression.Times("plane", output.Plane), IndexExpression.Times(output.Shape.Height > 1 ? "row" : string.Empty, output.Shape.Width), column);
}
