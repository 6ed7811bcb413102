namespace CnnGen.Generator.Layers;

/// <summary>
/// Rows that one loop computes: the same taps, and sources that move on by the same number of rows from row to row.
/// </summary>
/// <param name="First">The first target row.</param>
/// <param name="Count">The rows.</param>
/// <param name="Step">Target rows from row to row.</param>
/// <param name="Source">The source row under the first tap of the first row.</param>
/// <param name="SourceStep">Source rows from row to row.</param>
/// <param name="FirstTap">The first tap that is not on padding.</param>
/// <param name="TapCount">The taps; zero where no source reaches these rows.</param>
/// <param name="TapStep">Kernel rows from tap to tap.</param>
/// <param name="TapSourceStep">Source rows from tap to tap.</param>
internal sealed record RowRun(
    int First, int Count, int Step, int Source, int SourceStep, int FirstTap, int TapCount, int TapStep, int TapSourceStep) : Run<RowRun>
{
    public int Last => First + ((Count - 1) * Step);

    /// <summary>Gathers the rows of a dimension that are computed alike.</summary>
    public static IReadOnlyList<RowRun> Cut(Axis axis) => Gather(axis, 0, axis.Targets, 1, row => Single(axis, row));

    protected override bool Continues(RowRun piece) =>
        piece.FirstTap == FirstTap
        && piece.TapCount == TapCount
        && piece.TapStep == TapStep
        && piece.TapSourceStep == TapSourceStep
        && (Count == 1 || (piece.First - Last == Step && piece.Source - LastSource == SourceStep));

    protected override RowRun With(RowRun piece) =>
        this with { Count = Count + 1, Step = piece.First - Last, SourceStep = piece.Source - LastSource };

    protected override RowRun With(int pieces) => this with { Count = Count + pieces };

    protected override (int FirstTarget, int LastTarget, int FirstSource, int LastSource) Reach
    {
        get
        {
            int taps = Math.Max(TapCount - 1, 0) * TapSourceStep;
            return (First, Last, Math.Min(Source, LastSource) + Math.Min(taps, 0), Math.Max(Source, LastSource) + Math.Max(taps, 0));
        }
    }

    private int LastSource => Source + ((Count - 1) * SourceStep);

    private static RowRun Single(Axis axis, int row)
    {
        Taps taps = axis.At(row);
        return taps.Count < 2
            ? new RowRun(row, 1, 1, taps.Source, 0, taps.First, taps.Count, 0, 0)
            : new RowRun(row, 1, 1, taps.Source, 0, taps.First, taps.Count, axis.TapStep, axis.TapSourceStep);
    }
}
