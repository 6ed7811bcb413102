namespace CnnGen.Generator.Layers;

/// <summary>The kernels of a correlation for its columns. Each is built once, whatever tile asks for it.</summary>
/// <param name="kernel">The correlation.</param>
/// <param name="sums">How its kernels sum.</param>
/// <param name="columns">The columns.</param>
internal sealed class CorrelationKernels(Correlation kernel, CorrelationSums sums, Axis columns)
{
    private readonly Dictionary<int, IReadOnlyList<ColumnRun>> _runs = [];
    private readonly Dictionary<(int First, int Width, int Count, int Step, OutputTiles Outputs), CorrelationColumns> _built = [];

    /// <summary>The columns for which code is written out, in tiles of a width, those gathered that are computed alike.</summary>
    public IReadOnlyList<ColumnRun> Runs(int width)
    {
        if (!_runs.TryGetValue(width, out IReadOnlyList<ColumnRun>? runs))
        {
            (int first, int end) = columns.WrittenOut;
            runs = ColumnRun.Cut(columns, width, first, end);
            _runs.Add(width, runs);
        }

        return runs;
    }

    /// <summary>The kernel for some columns and outputs.</summary>
    public CorrelationColumns Of(ColumnRun run, OutputTiles outputs)
    {
        var key = (run.First, run.Width, run.Count, run.Step, outputs);
        if (!_built.TryGetValue(key, out CorrelationColumns? built))
        {
            built = CorrelationColumns.Of(kernel, sums, run, outputs, kernel.Name);
            _built.Add(key, built);
        }

        return built;
    }
}
