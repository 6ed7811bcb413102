using CnnGen.Generator.Functions;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes a correlation: a method that walks the rows, and one for each run of columns and each height of tile. Each
/// sum runs over inputs, kernel rows and kernel columns in ascending order, whatever the tile is. Where a kernel is so large
/// that code of their own for the rows and columns at the borders would be too long, their taps are computed as the walk goes.
/// </summary>
internal sealed partial class CorrelationEmitter
{
    private readonly SourceWriter _writer;
    private readonly Correlation _kernel;
    private readonly Tile _tile;
    private readonly IReadOnlyList<RowRun> _rows;
    private readonly IReadOnlyList<ColumnRun> _columns;
    private readonly IReadOnlyList<(int First, int End)> _edges;

    private CorrelationEmitter(SourceWriter writer, Correlation kernel, Tile tile)
    {
        _writer = writer;
        _kernel = kernel;
        _tile = tile;
        (_columns, _edges) = Cut(kernel.Columns.WrittenOut);
        _rows = kernel.Rows.WrittenOut == (0, kernel.Rows.Targets) ? RowRun.Cut(kernel.Rows) : [];

        // The method that calls all others keeps to the budget too: by rows that are computed, and then by columns as well.
        if (WalkOperations > MethodSizeLimit.LaneOperations)
        {
            _rows = [];
        }

        if (WalkOperations > MethodSizeLimit.LaneOperations)
        {
            (_columns, _edges) = Cut(kernel.Columns.Interior);
        }
    }

    private bool ComputesRows => _rows.Count == 0;

    // Every address is one: of each call those of what it reads and writes.
    private int WalkOperations
    {
        get
        {
            int addresses = _kernel.Derivative == Activation.None ? 2 : 3;
            int calls = (_columns.Count + _edges.Count) * Outputs.Count();
            return addresses + (Math.Max(_rows.Count, 1) * ((addresses * calls) + (_kernel.Activation.IsSingleOperation ? 0 : 1)));
        }
    }

    private bool HasTapLoop => ComputesRows || _rows.Any(row => row.TapCount != 1);

    private int WholeTiles => _kernel.Outputs / _tile.Rows;

    private int Remainder => _kernel.Outputs % _tile.Rows;

    private string Parameters =>
        "ref float source, ref float weight, "
        + (HasTapLoop ? "int taps, " : string.Empty)
        + (_kernel.HasBias ? "ref float bias, " : string.Empty)
        + (_kernel.Derivative == Activation.None ? string.Empty : "ref float value, ")
        + "ref float target";

    public static void Write(SourceWriter writer, Correlation kernel)
    {
        (Tile few, Tile many) = kernel.Tiles;
        if (few == many)
        {
            new CorrelationEmitter(writer, kernel, few).Write();
            return;
        }

        IEnumerable<string> arrays = Arrays(kernel);
        RegisterChoice.Write(writer, kernel.Title, kernel.Name, arrays, arrays, arrays);
        WriteVariant(writer, kernel, few, CostModel.Registers);
        WriteVariant(writer, kernel, many, CostModel.ManyRegisters);
    }

    private static void WriteVariant(SourceWriter writer, Correlation kernel, Tile tile, int registers) =>
        new CorrelationEmitter(writer, kernel with { Name = RegisterChoice.Name(kernel.Name, registers) }, tile).Write();

    private static IEnumerable<string> Arrays(Correlation kernel)
    {
        yield return "source";
        yield return "weight";
        if (kernel.HasBias)
        {
            yield return "bias";
        }

        if (kernel.Derivative != Activation.None)
        {
            yield return "value";
        }

        yield return "target";
    }

    private void Write()
    {
        WriteRows();
        if (!_kernel.Activation.IsSingleOperation)
        {
            WriteActivation();
        }

        foreach (ColumnRun run in _columns)
        {
            foreach ((int firstOutput, int tiles, int rows) in Outputs)
            {
                WriteColumns(run, firstOutput, tiles, rows);
            }
        }

        if (_edges.Count > 0)
        {
            foreach ((int firstOutput, int tiles, int rows) in Outputs)
            {
                WriteEdge(firstOutput, tiles, rows);
            }
        }
    }

    // The columns for which code is written out, and those at the borders whose taps are computed.
    private (IReadOnlyList<ColumnRun> Columns, IReadOnlyList<(int First, int End)> Edges) Cut((int First, int End) written) =>
    (
        ColumnRun.Cut(_kernel.Columns, _tile.Columns, written.First, written.End),
        [.. new[] { (0, written.First), (Math.Max(written.First, written.End), _kernel.Columns.Targets) }.Where(edge => edge.Item1 < edge.Item2)]
    );

    // Whole tiles of outputs, and the outputs that are left over.
    private IEnumerable<(int First, int Tiles, int Rows)> Outputs
    {
        get
        {
            if (WholeTiles > 0)
            {
                yield return (0, WholeTiles, _tile.Rows);
            }

            if (Remainder > 0)
            {
                yield return (WholeTiles * _tile.Rows, 1, Remainder);
            }
        }
    }

    private void WriteRows()
    {
        _writer.Line($"// {_kernel.Title}");
        _writer.Line($"// Tiles of {Plural.Count(_tile.Rows, _kernel.OutputName)} by {Plural.Count(_tile.Columns, "column")}.");
        using (_writer.Method(_kernel.Name, string.Join(", ", Arrays(_kernel).Select(array => $"ref float {array}"))))
        using (_writer.Block("for (int part = 0; part < V.SubBlocks; part++)"))
        {
            if (ComputesRows)
            {
                WriteComputedRows();
            }

            foreach (RowRun run in _rows)
            {
                using (run.Count == 1 ? null : _writer.Block($"for (int row = 0; row < {Literal.Of(run.Count)}; row++)"))
                {
                    WriteCalls(run);
                }
            }

            _writer.Line($"source = ref V.At(ref source, {Literal.Of(_kernel.SourceSize)});");
            if (_kernel.Derivative != Activation.None)
            {
                _writer.Line($"value = ref V.At(ref value, {Literal.Of(_kernel.TargetSize)});");
            }

            _writer.Line($"target = ref V.At(ref target, {Literal.Of(_kernel.TargetSize)});");
        }

        _writer.Line();
    }

    // While the row is in the cache.
    private void WriteActivation()
    {
        int columns = _kernel.Columns.Targets;
        _writer.Line($"// {_kernel.Name}: {_kernel.Activation} of a row of {Plural.Count(_kernel.Outputs, _kernel.OutputName)} by {Plural.Count(columns, "column")}, in place.");
        using (_writer.Method(_kernel.Name + "Activation", "ref float target"))
        {
            using (_writer.Loop(_kernel.OutputName, _kernel.Outputs) ?? _writer.Block())
            {
                using (_writer.Loop("column", columns) ?? _writer.Block())
                {
                    string place = columns > 1 ? "column" : "0";
                    _writer.Line($"V.Store({ActivationEmitter.Apply(_kernel.Activation, $"V.Load(ref target, {place})")}, ref target, {place});");
                }

                _writer.Line($"target = ref V.At(ref target, {Literal.Of(_kernel.TargetPlane)});");
            }
        }

        _writer.Line();
    }

    private void WriteCalls(RowRun run)
    {
        string row = run.Count == 1 ? string.Empty : "row";
        string source = Address("source", row, run.SourceStep * _kernel.Columns.Sources, run.Source * _kernel.Columns.Sources);
        string target = Address("target", row, run.Step * _kernel.Columns.Targets, run.First * _kernel.Columns.Targets);
        string weight = run.FirstTap == 0 ? "ref weight" : $"ref Unsafe.Add(ref weight, {Literal.Of(run.FirstTap * _kernel.KernelWidth)})";
        WriteCalls(source, weight, Literal.Of(run.TapCount), target);
    }

    private void WriteCalls(string source, string weight, string taps, string target)
    {
        string arguments = $"{source}, {weight}, "
            + (HasTapLoop ? $"{taps}, " : string.Empty)
            + (_kernel.HasBias ? "ref bias, " : string.Empty)
            + (_kernel.Derivative == Activation.None ? string.Empty : target.Replace("ref target", "ref value") + ", ")
            + target;
        foreach (ColumnRun columns in _columns)
        {
            foreach ((int firstOutput, _, _) in Outputs)
            {
                _writer.Line($"{MethodName(columns, firstOutput)}<V>({arguments});");
            }
        }

        foreach ((int first, int end) in _edges)
        {
            foreach ((int firstOutput, _, _) in Outputs)
            {
                _writer.Line($"{EdgeName(firstOutput)}<V>({arguments}, {Literal.Of(first)}, {Literal.Of(end)});");
            }
        }

        if (!_kernel.Activation.IsSingleOperation)
        {
            _writer.Line($"{_kernel.Name}Activation<V>({target});");
        }
    }

    private void WriteColumns(ColumnRun run, int firstOutput, int tiles, int rows)
    {
        string output = tiles == 1 ? string.Empty : _kernel.OutputName;
        string tile = run.Count == 1 ? string.Empty : "tile";
        _writer.Line($"// {_kernel.Name}: {Range("column", run.First, run.Last)} of a row, {Range(_kernel.OutputName, firstOutput, firstOutput + (tiles * rows) - 1)}.");
        using (_writer.Method(MethodName(run, firstOutput), Parameters))
        using (_writer.Loop(_kernel.OutputName, tiles * rows, rows))
        using (_writer.Loop("tile", run.Count))
        {
            WriteStart(run, output, firstOutput, rows);
            WriteSums(run, output, tile, firstOutput, rows);
            WriteEnd(run, output, tile, firstOutput, rows);
        }

        _writer.Line();
    }

    private void WriteStart(ColumnRun run, string output, int firstOutput, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            string start = _kernel.HasBias
                ? $"V.Broadcast(ref bias, {IndexExpression.Sum(output, IndexExpression.Constant(firstOutput + row))})"
                : "V.Zero";
            _writer.Line("V " + string.Join(", ", Enumerable.Range(0, run.Width).Select(column =>
                $"{SumName(row, column)} = {(column == 0 ? start : SumName(row, 0))}")) + ";");
        }
    }

    // Addresses move on by addition: computing them anew from indices costs as much as the multiply-adds of a small tile.
    private void WriteSums(ColumnRun run, string output, string tile, int firstOutput, int rows)
    {
        if (run.Taps.Count == 0)
        {
            return;
        }

        string source = IndexExpression.Sum(IndexExpression.Times(tile, run.SourceStep), IndexExpression.Constant(run.Source));
        string weight = IndexExpression.Sum(IndexExpression.Times(output, _kernel.OutputStride), IndexExpression.Constant(firstOutput * _kernel.OutputStride));
        string plane = Literal.Of(_kernel.SourcePlane);
        if (!HasTapLoop)
        {
            _writer.Line($"ref float x = ref V.At(ref source, {source});");
            _writer.Line($"ref float w = ref Unsafe.Add(ref weight, {weight});");
            using (_writer.Loop(_kernel.InputName, _kernel.Inputs))
            {
                WriteTaps(run, rows);
                WriteAdvance("x", plane, "w", _kernel.InputStride);
            }

            return;
        }

        _writer.Line($"ref float plane = ref V.At(ref source, {source});");
        _writer.Line($"ref float kernel = ref Unsafe.Add(ref weight, {weight});");
        using (_writer.Loop(_kernel.InputName, _kernel.Inputs))
        {
            WriteTapLoop(() => WriteTaps(run, rows));
            WriteAdvance("plane", plane, "kernel", _kernel.InputStride);
        }
    }

    // Over the kernel rows, from the places of the first one.
    private void WriteTapLoop(Action writeTaps)
    {
        RowRun? several = ComputesRows ? null : _rows.FirstOrDefault(row => row.TapCount > 1) ?? _rows[0];
        int taps = several?.TapStep ?? _kernel.Rows.TapStep;
        int sources = several?.TapSourceStep ?? _kernel.Rows.TapSourceStep;
        _writer.Line("ref float x = ref plane;");
        _writer.Line("ref float w = ref kernel;");
        using (_writer.Block("for (int tap = 0; tap < taps; tap++)"))
        {
            writeTaps();
            WriteAdvance("x", Literal.Of(sources * _kernel.Columns.Sources), "w", taps * _kernel.KernelWidth);
        }
    }

    private void WriteAdvance(string source, string vectors, string weight, int weights)
    {
        _writer.Line($"{source} = ref V.At(ref {source}, {vectors});");
        _writer.Line($"{weight} = ref Unsafe.Add(ref {weight}, {Literal.Of(weights)});");
    }

    private void WriteTaps(ColumnRun run, int rows)
    {
        if (Tile.Unrolls(run, rows, _kernel.EndOperations))
        {
            foreach (TapColumns tap in run.Taps)
            {
                using (_writer.Block())
                {
                    int first = tap.Columns[0].Source;
                    if (first > 0)
                    {
                        _writer.Line($"ref float xTap = ref V.At(ref x, {Literal.Of(first)});");
                    }

                    WriteTap(tap, first, rows, first > 0 ? "xTap" : "x", "w");
                }
            }

            return;
        }

        using (_writer.Block())
        {
            _writer.Line("ref float xColumn = ref x;");
            _writer.Line("ref float wColumn = ref w;");
            using (_writer.Block($"for (int column = 0; column < {Literal.Of(run.Taps.Count)}; column++)"))
            {
                WriteTap(run.Taps[0], 0, rows, "xColumn", "wColumn");
                WriteAdvance("xColumn", Literal.Of(run.TapSourceStep), "wColumn", run.TapStep);
            }
        }
    }

    // The smaller side of the tile stays in registers, the other one passes by. Each tap counts from a place of its own, since the
    // JIT would keep a column that the next taps read again, and for it move others to the stack and back.
    private void WriteTap(TapColumns tap, int first, int rows, string source, string weight)
    {
        string Source(TargetSource column) => $"x{Literal.Of(column.Target)} = V.Load(ref {source}, {Literal.Of(column.Source - first)})";
        string Weight(int row) => $"w{Literal.Of(row)} = V.Broadcast(ref {weight}, {Literal.Of((row * _kernel.OutputStride) + tap.Tap)})";
        string Add(int row, TargetSource column) =>
            $"V.Accumulate(ref {SumName(row, column.Target)}, w{Literal.Of(row)}, x{Literal.Of(column.Target)});";

        if (tap.Columns.Count == 1 && rows > 1)
        {
            _writer.Line($"V {Source(tap.Columns[0])};");
            for (int row = 0; row < rows; row++)
            {
                _writer.Line($"V.Accumulate(ref {SumName(row, tap.Columns[0].Target)}, x{Literal.Of(tap.Columns[0].Target)}, V.Broadcast(ref {weight}, {Literal.Of((row * _kernel.OutputStride) + tap.Tap)}));");
            }
        }
        else if (tap.Columns.Count <= rows)
        {
            _writer.Line($"V {string.Join(", ", tap.Columns.Select(Source))};");
            for (int row = 0; row < rows; row++)
            {
                _writer.Line($"V {Weight(row)};");
                _writer.Line(string.Join(" ", tap.Columns.Select(column => Add(row, column))));
            }
        }
        else
        {
            _writer.Line($"V {string.Join(", ", Enumerable.Range(0, rows).Select(Weight))};");
            foreach (TargetSource column in tap.Columns)
            {
                _writer.Line($"V {Source(column)};");
                _writer.Line(string.Join(" ", Enumerable.Range(0, rows).Select(row => Add(row, column))));
            }
        }
    }

    private void WriteEnd(ColumnRun run, string output, string tile, int firstOutput, int rows)
    {
        int plane = _kernel.TargetPlane;
        string place = IndexExpression.Sum(
            IndexExpression.Times(output, plane),
            IndexExpression.Times(tile, run.Step),
            IndexExpression.Constant((firstOutput * plane) + run.First));
        _writer.Line($"ref float y = ref V.At(ref target, {place});");
        if (_kernel.Derivative != Activation.None)
        {
            _writer.Line($"ref float v = ref V.At(ref value, {place});");
        }

        if (_kernel.Activation == Activation.ReLU || _kernel.Derivative == Activation.ReLU)
        {
            _writer.Line("V zero = V.Zero;");
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < run.Width; column++)
            {
                string at = Literal.Of((row * plane) + column);
                string sum = _kernel.Activation.IsSingleOperation ? ActivationEmitter.Apply(_kernel.Activation, SumName(row, column), "zero") : SumName(row, column);
                string result = ActivationEmitter.Differentiate(_kernel.Derivative, sum, $"V.Load(ref v, {at})", "zero");
                _writer.Line($"V.Store({result}, ref y, {at});");
            }
        }
    }

    private string MethodName(ColumnRun run, int firstOutput)
    {
        string name = _kernel.Name;
        if (_columns.Count + _edges.Count > 1)
        {
            name += run.First == run.Last
                ? $"Column{Literal.Of(run.First)}"
                : $"Columns{Literal.Of(run.First)}To{Literal.Of(run.Last)}";
        }
        else
        {
            name += "Row";
        }

        return name + PartName(firstOutput);
    }

    private string PartName(int firstOutput) =>
        Remainder == 0 || WholeTiles == 0 ? string.Empty : firstOutput == 0 ? "Tiles" : "Rest";

    private static string Range(string noun, int first, int last) => first == last
        ? $"{noun} {Literal.Of(first)}"
        : $"{noun}s {Literal.Of(first)} to {Literal.Of(last)}";

    private static string SumName(int row, int column) => $"sum{Literal.Of(row)}_{Literal.Of(column)}";

    private static string Address(string origin, string variable, int factor, int constant)
    {
        string offset = IndexExpression.Sum(IndexExpression.Times(variable, factor), IndexExpression.Constant(constant));
        return offset == "0" ? $"ref {origin}" : $"ref V.At(ref {origin}, {offset})";
    }
}
