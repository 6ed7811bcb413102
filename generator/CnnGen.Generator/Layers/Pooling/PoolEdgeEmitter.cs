using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes the windows of a pool some of which reach over an edge. Their rows are counted row by row; those of whole columns
/// are written out, those to the left and to the right of them count their columns.
/// </summary>
internal sealed class PoolEdgeEmitter(
    Window vertical, Window horizontal, Tensor input, Tensor output, bool countsPadding, Action<Block, PoolWindow> window, IReadOnlyList<PoolArray> arrays)
{
    /// <summary>Columns of a window that are written out; there are up to three pieces of code beside one another.</summary>
    private const int MostUnrolledColumns = 4;

    public void Write(Block block, Integer plane) => block.Loop("row", output.Shape.Height, (windows, row) =>
    {
        PoolSpan rows = new PoolAxis(vertical, input.Shape.Height, countsPadding, "firstRow", "rows")
            .Declare(windows, new Positions(0, output.Shape.Height), row);
        Integer source = (plane * input.Plane) + (rows.Start * input.Shape.Width);
        Integer target = (plane * output.Plane) + (row * output.Shape.Width);
        Positions whole = Positions.Within(horizontal, input.Shape.Width, 0, horizontal.Kernel - 1);
        foreach (Positions edge in new[] { new Positions(0, whole.First), new Positions(Math.Max(whole.First, whole.End), output.Shape.Width) })
        {
            WriteEdge(windows, edge, rows, source, target);
        }

        WriteWhole(windows, whole, rows, source, target);
    });

    private void WriteEdge(Block block, Positions columns, PoolSpan rows, Integer source, Integer target) =>
        block.Loop("column", columns.First, columns.End, (turn, column) =>
        {
            PoolSpan span = new PoolAxis(horizontal, input.Shape.Width, countsPadding, "firstColumn", "columns").Declare(turn, columns, column);
            PoolArray.Declare(turn, arrays, source + span.Start, target + column);
            window(turn, Window(rows, span));
        });

    private void WriteWhole(Block block, Positions columns, PoolSpan rows, Integer source, Integer target)
    {
        if (columns.Count == 0)
        {
            return;
        }

        block.Apart(row =>
        {
            PoolArray.Declare(row, arrays, source + (int)horizontal.Source(columns.First, 0), target + columns.First);
            row.Loop("column", columns.Count, (turn, _) =>
            {
                window(turn, Window(rows, new PoolSpan(0, horizontal.Kernel, horizontal.Kernel)));
                PoolArray.Next(turn, arrays, horizontal.Stride);
            });
        });
    }

    private PoolWindow Window(PoolSpan rows, PoolSpan columns) => new(
        rows.Inside,
        columns.Inside,
        input.Shape.Width,
        1,
        Integer.Product(rows.Counted, columns.Counted),
        UnrollsRows: rows.Inside.Constant == 1,
        UnrollsColumns: horizontal.Kernel <= MostUnrolledColumns);
}
