using CnnGen.Generator.Kernels;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>Outputs of a correlation that one method computes: tiles of so many one after another.</summary>
/// <param name="First">The first output.</param>
/// <param name="Tiles">The tiles.</param>
/// <param name="Rows">Outputs of a tile.</param>
internal readonly record struct OutputTiles(int First, int Tiles, int Rows)
{
    /// <summary>The output after the last one.</summary>
    public int End => First + (Tiles * Rows);

    /// <summary>Whole tiles of a height, and the outputs that are left over.</summary>
    public static IReadOnlyList<OutputTiles> Of(int outputs, int rows) =>
    [
        .. new OutputTiles[] { new(0, outputs / rows, rows), new(outputs / rows * rows, 1, outputs % rows) }.Where(tiles => tiles.Tiles * tiles.Rows > 0),
    ];
}

/// <summary>The kernel of a correlation for tiles of neighbouring columns that are computed alike, of a row and some outputs.</summary>
internal sealed class CorrelationColumns
{
    private readonly Correlation _kernel;
    private readonly CorrelationSums _sums;
    private readonly ColumnRun _run;

    private CorrelationColumns(Correlation kernel, CorrelationSums sums, ColumnRun run, OutputTiles outputs, string name, bool unrolls)
    {
        _kernel = kernel;
        _sums = sums;
        _run = run;
        Unrolls = unrolls;
        (Method, CorrelationArrays arrays) = sums.Begin(
            name, $"{Range("Column", run.First, run.Last)} of a row, {Range(kernel.OutputName, outputs.First, outputs.End - 1)}.");
        Method.Body.Loop(kernel.OutputName, outputs.First, outputs.End, outputs.Rows, (tiles, output) =>
            tiles.Loop("tile", run.Count, (block, tile) => Write(block, arrays, output, tile, outputs.Rows)));
    }

    public KernelMethod Method { get; }

    /// <summary>Whether the taps of a kernel row are written out, and not looped over.</summary>
    public bool Unrolls { get; }

    /// <summary>Builds the kernel, with the taps of a kernel row written out where that keeps to the budget or a loop cannot walk them.</summary>
    public static CorrelationColumns Of(Correlation kernel, CorrelationSums sums, ColumnRun run, OutputTiles outputs, string name)
    {
        CorrelationColumns? unrolled = run.IsRegular && LeastOperations(run, outputs) > MethodSizeLimit.LaneOperations
            ? null
            : new CorrelationColumns(kernel, sums, run, outputs, name, unrolls: true);
        return unrolled is not null && (!run.IsRegular || unrolled.Method.Operations <= MethodSizeLimit.LaneOperations)
            ? unrolled
            : new CorrelationColumns(kernel, sums, run, outputs, name, unrolls: false);
    }

    /// <summary>
    /// Lane operations that a kernel has at least with its taps written out: each reads both of its sides and has their products, and each sum is
    /// stored. Where they are too many, the kernel need not be built to be known as too long.
    /// </summary>
    public static int LeastOperations(ColumnRun run, OutputTiles outputs)
    {
        int operations = run.Width * outputs.Rows;
        foreach (TapColumns tap in run.Taps)
        {
            operations += (tap.Columns.Count * outputs.Rows) + tap.Columns.Count + outputs.Rows;
        }

        return operations;
    }

    /// <summary>Things from one number to another, in a comment.</summary>
    public static string Range(string noun, int first, int last) => first == last
        ? FormattableString.Invariant($"{noun} {first}")
        : FormattableString.Invariant($"{noun}s {first} to {last}");

    private void Write(Block block, CorrelationArrays arrays, Integer output, Integer tile, int rows)
    {
        Lanes[][] sums = _sums.Begin(block, arrays, output, rows, _run.Width);
        if (_run.Taps.Count > 0)
        {
            _sums.Walk(
                block,
                arrays.Source.At((tile * _run.SourceStep) + _run.Source),
                arrays.Weight.Plus(output * _kernel.OutputStride),
                (taps, x, w) => WriteTaps(taps, sums, x, w));
        }

        _sums.Store(block, sums, arrays, (output * _kernel.TargetPlane) + (tile * _run.Step) + _run.First);
    }

    private void WriteTaps(Block block, Lanes[][] sums, Address x, Address w)
    {
        if (!Unrolls)
        {
            // The first tap has the last source where sources descend.
            Address first = x.At(_run.Taps[0].Columns[0].Source);
            CorrelationSums.Walk(block, "xColumn", first, "wColumn", w, "column", _run.Taps.Count, _run.TapSourceStep, _run.TapStep, (turn, xColumn, wColumn) =>
                _sums.AddTap(turn, sums, _run.Taps[0], xColumn, wColumn));
            return;
        }

        foreach (TapColumns tap in _run.Taps)
        {
            // From a place of its own, since the JIT would keep a column that the next taps read again, and for it move others to the
            // stack and back.
            int source = tap.Columns[0].Source;
            block.Apart(own => _sums.AddTap(own, sums, tap, source == 0 ? x : own.Declare("xTap", x.At(source)), w));
        }
    }
}
