using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// Writes a correlation: a method that walks the rows, and one for each run of columns and each height of tile. Where a kernel is so
/// large that code of their own for the columns at the borders would be too long, their taps are computed as the walk goes.
/// </summary>
internal sealed class CorrelationEmitter
{
    /// <summary>What part of the cycles more registers may leave to be worth a kernel of their own.</summary>
    private const double WorthAKernel = 0.96;

    private readonly Correlation _kernel;
    private readonly CorrelationSums _sums;
    private readonly CorrelationKernels _kernels;
    private readonly Tile _tile;
    private readonly IReadOnlyList<OutputTiles> _outputs;
    private readonly IReadOnlyList<ColumnRun> _columns;
    private readonly IReadOnlyList<(int First, int End)> _edges;

    private CorrelationEmitter(Correlation kernel, CorrelationSums sums, CorrelationKernels kernels, Tile tile)
    {
        _kernel = kernel;
        _sums = sums;
        _kernels = kernels;
        _tile = tile;
        _outputs = OutputTiles.Of(kernel.Outputs, tile.Rows);
        _columns = kernels.Runs(tile.Columns);
        (int first, int end) = kernel.Columns.WrittenOut;
        _edges = [.. new[] { (0, first), (Math.Max(first, end), kernel.Columns.Targets) }.Where(edge => edge.Item1 < edge.Item2)];
    }

    public static void Write(SourceWriter writer, Correlation kernel)
    {
        CorrelationSums sums = new(kernel);
        CorrelationKernels compared = new(kernel, sums, kernel.BriefColumns);
        (Tile few, double cyclesOfFew) = Tile.Choose(kernel, compared, CostModel.Registers);
        (Tile many, double cyclesOfMany) = Tile.Choose(kernel, compared, CostModel.ManyRegisters);
        CorrelationKernels kernels = kernel.Columns == kernel.BriefColumns ? compared : new(kernel, sums, kernel.Columns);
        if (few == many || cyclesOfMany >= WorthAKernel * cyclesOfFew)
        {
            new CorrelationEmitter(kernel, sums, kernels, few).Write(writer);
            return;
        }

        string[] arrays = [.. sums.Begin(kernel.Name, $"").Arrays.All.Select(array => array.Name)];
        RegisterChoice.Write(writer, kernel.Title, kernel.Name, arrays, arrays, arrays);
        WriteVariant(few, CostModel.Registers);
        WriteVariant(many, CostModel.ManyRegisters);

        void WriteVariant(Tile tile, int registers) =>
            new CorrelationEmitter(kernel with { Name = RegisterChoice.Name(kernel.Name, registers) }, sums, kernels, tile).Write(writer);
    }

    private void Write(SourceWriter writer)
    {
        WriteWalk(writer);
        if (!_kernel.Activation.IsSingleOperation)
        {
            WriteActivation(writer);
        }

        foreach (ColumnRun run in _columns)
        {
            foreach (OutputTiles outputs in _outputs)
            {
                _kernels.Of(run, outputs).Method.Named(ColumnsName(run, outputs)).Write(writer);
            }
        }

        foreach (OutputTiles outputs in _edges.Count > 0 ? _outputs : [])
        {
            CorrelationEdge.Of(_kernel, _sums, outputs, EdgeName(outputs)).Write(writer);
        }
    }

    private void WriteWalk(SourceWriter writer)
    {
        KernelMethod method = new(
            _kernel.Name, $"{_kernel.Title} Tiles of {Plural.Count(_tile.Rows, _kernel.OutputName)} by {Plural.Count(_tile.Columns, "column")}.");
        CorrelationArrays arrays = _sums.Declare(method, hasTaps: false);
        method.Body.Loop("part", Integer.Of("V.SubBlocks"), (part, _) =>
        {
            if (_sums.EvenRows is { } even)
            {
                part.Loop("row", even.Count, (block, row) => WriteRow(
                    block,
                    arrays,
                    (row * even.SourceStep) + even.Source,
                    even.FirstTap,
                    even.TapCount,
                    (row * even.Step) + even.First));
            }
            else
            {
                part.Loop("row", _kernel.Rows.Targets, (block, row) =>
                {
                    TapsCall.Declare(block, "rows", _kernel.Rows, row);
                    WriteRow(block, arrays, Integer.Of("rows.Source"), Integer.Of("rows.First"), Integer.Of("rows.Count"), row);
                });
            }

            part.Next(arrays.Source, arrays.Source.At(_kernel.SourceSize));
            if (arrays.Value is not null)
            {
                part.Next(arrays.Value, arrays.Value.At(_kernel.TargetSize));
            }

            part.Next(arrays.Target, arrays.Target.At(_kernel.TargetSize));
        });
        method.Write(writer);
    }

    private void WriteRow(Block block, CorrelationArrays arrays, Integer source, Integer firstTap, Integer taps, Integer target)
    {
        Integer place = target * _kernel.Columns.Targets;
        CorrelationArrays row = arrays with
        {
            Source = Place("x", arrays.Source.At(source * _kernel.Columns.Sources)),
            Weight = Place("w", arrays.Weight.Plus(firstTap * _kernel.KernelWidth)),
            Value = arrays.Value is null ? null : Place("v", arrays.Value.At(place)),
            Target = Place("y", arrays.Target.At(place)),
        };
        foreach (ColumnRun run in _columns)
        {
            foreach (OutputTiles outputs in _outputs)
            {
                block.Call($"{ColumnsName(run, outputs)}<V>", [.. _sums.Arguments(row, taps)]);
            }
        }

        foreach ((int first, int end) in _edges)
        {
            foreach (OutputTiles outputs in _outputs)
            {
                block.Call($"{EdgeName(outputs)}<V>", [.. _sums.Arguments(row, taps), first, end]);
            }
        }

        if (!_kernel.Activation.IsSingleOperation)
        {
            block.Call($"{ActivationName}<V>", row.Target);
        }

        // Declared where it is not the array itself.
        Address Place(string name, Address place) => place.Name.Length > 0 ? place : block.Declare(name, place);
    }

    // While the row is in the cache.
    private void WriteActivation(SourceWriter writer)
    {
        int columns = _kernel.Columns.Targets;
        KernelMethod method = new(
            ActivationName,
            $"{_kernel.Activation} of a row of {Plural.Count(_kernel.Outputs, _kernel.OutputName)} by {Plural.Count(columns, "column")}, in place.");
        Address target = method.Array("target");
        method.Body.Loop(_kernel.OutputName, _kernel.Outputs, (output, _) =>
        {
            output.Loop("column", columns, (turn, column) =>
                turn.Store(ActivationEmitter.Apply(_kernel.Activation, Lanes.Load(target, column)), target, column));
            output.Next(target, target.At(_kernel.TargetPlane));
        });
        method.Write(writer);
    }

    private string ActivationName => _kernel.Name + "Activation";

    private string EdgeName(OutputTiles outputs) => $"{_kernel.Name}Edge{PartName(outputs)}";

    private string ColumnsName(ColumnRun run, OutputTiles outputs)
    {
        string columns = _columns.Count + _edges.Count == 1 ? "Row"
            : run.First == run.Last ? FormattableString.Invariant($"Column{run.First}")
            : FormattableString.Invariant($"Columns{run.First}To{run.Last}");
        return _kernel.Name + columns + PartName(outputs);
    }

    private string PartName(OutputTiles outputs) => _outputs.Count == 1 ? string.Empty : outputs.First == 0 ? "Tiles" : "Rest";
}
