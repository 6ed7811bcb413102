using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <content>Rows and columns whose taps are computed as the walk goes.</content>
internal sealed partial class CorrelationEmitter
{
    // One tap at one column.
    private static readonly ColumnRun OneColumn = new(
        0, 1, 1, 1, 0, 0, new[] { new TapColumns(0, new[] { new TargetSource(0, 0) }.ToEquatableArray()) }.ToEquatableArray())
    {
        MostTaps = 1,
    };

    private string EdgeName(int firstOutput) => $"{_kernel.Name}Edge{PartName(firstOutput)}";

    private void WriteComputedRows()
    {
        using (_writer.Block($"for (int row = 0; row < {Literal.Of(_kernel.Rows.Targets)}; row++)"))
        {
            _writer.Line($"WindowTaps rows = {TapsCall.At(_kernel.Rows, "row")};");
            WriteCalls(
                Address("source", "rows.Source", _kernel.Columns.Sources, 0),
                $"ref Unsafe.Add(ref weight, {IndexExpression.Sum(IndexExpression.Times("rows.First", _kernel.KernelWidth))})",
                "rows.Count",
                Address("target", "row", _kernel.Columns.Targets, 0));
        }
    }

    private void WriteEdge(int firstOutput, int tiles, int rows)
    {
        string output = tiles == 1 ? string.Empty : _kernel.OutputName;
        _writer.Line($"// {_kernel.Name}: columns of a row from the taps that reach them, {Range(_kernel.OutputName, firstOutput, firstOutput + (tiles * rows) - 1)}.");
        using (_writer.Method(EdgeName(firstOutput), Parameters + ", int first, int end"))
        using (_writer.Loop(_kernel.OutputName, tiles * rows, rows))
        using (_writer.Block("for (int column = first; column < end; column++)"))
        {
            _writer.Line($"WindowTaps columns = {TapsCall.At(_kernel.Columns, "column")};");
            WriteStart(OneColumn, output, firstOutput, rows);
            string weight = IndexExpression.Sum(IndexExpression.Times(output, _kernel.OutputStride), IndexExpression.Constant(firstOutput * _kernel.OutputStride), "columns.First");
            _writer.Line("ref float plane = ref V.At(ref source, columns.Source);");
            _writer.Line($"ref float kernel = ref Unsafe.Add(ref weight, {weight});");
            using (_writer.Loop(_kernel.InputName, _kernel.Inputs) ?? _writer.Block())
            {
                if (HasTapLoop)
                {
                    WriteTapLoop(() => WriteEdgeTaps(rows, "x", "w"));
                }
                else
                {
                    WriteEdgeTaps(rows, "plane", "kernel");
                }

                WriteAdvance("plane", Literal.Of(_kernel.SourcePlane), "kernel", _kernel.InputStride);
            }

            WriteEnd(OneColumn, output, "column", firstOutput, rows);
        }

        _writer.Line();
    }

    private void WriteEdgeTaps(int rows, string source, string weight)
    {
        _writer.Line($"ref float xColumn = ref {source};");
        _writer.Line($"ref float wColumn = ref {weight};");
        using (_writer.Block("for (int j = 0; j < columns.Count; j++)"))
        {
            WriteTap(OneColumn.Taps[0], 0, rows, "xColumn", "wColumn");
            WriteAdvance("xColumn", Literal.Of(_kernel.Columns.TapSourceStep), "wColumn", _kernel.Columns.TapStep);
        }
    }
}
