using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The accumulators of a kernel's inner loop: <paramref name="Rows"/> outputs (filters, or channels of a gradient) by
/// <paramref name="Columns"/> neighbouring columns.
/// </summary>
internal readonly record struct Tile(int Rows, int Columns)
{
    /// <summary>Cycles in which a tile of columns starts, and leaves its innermost loop by a branch that was not foreseen.</summary>
    private const int StartCycles = 20;

    /// <summary>Cycles of each turn of a loop over the taps of a kernel row, beside its multiply-adds.</summary>
    private const int TapLoopCycles = 3;

    /// <summary>Lane operations that find and move on addresses, and the zero that sums are compared with.</summary>
    private const int AddressOperations = 8;

    /// <summary>The tile that computes a correlation in the fewest cycles, and those cycles.</summary>
    /// <param name="outputs">Outputs to divide into rows.</param>
    /// <param name="terms">What is summed per column contact: channels times kernel rows.</param>
    /// <param name="columns">The dimension to divide into columns.</param>
    /// <param name="registers">The vector registers of the machine.</param>
    /// <param name="endOperations">Lane operations from a sum to its store.</param>
    public static (Tile Tile, double Cycles) Choose(int outputs, int terms, Axis columns, int registers, int endOperations)
    {
        var best = new Tile(1, 1);
        double least = double.MaxValue;
        (int first, int end) = columns.WrittenOut;
        for (int width = 1; width <= Math.Max(1, Math.Min(end - first, 12)); width++)
        {
            IReadOnlyList<ColumnRun> runs = ColumnRun.Cut(columns, width, first, end);
            for (int rows = Math.Min(outputs, 12); rows >= 1; rows--)
            {
                if (!CostModel.Fits(rows, width, registers))
                {
                    continue;
                }

                double cycles = (outputs / rows * Cycles(runs, rows, terms, endOperations))
                    + (outputs % rows == 0 ? 0 : Cycles(runs, outputs % rows, terms, endOperations));
                if (cycles < least && runs.All(run => LaneOperations(run, rows, endOperations) <= MethodSizeLimit.LaneOperations))
                {
                    least = cycles;
                    best = new Tile(rows, width);
                }
            }
        }

        return (best, least);
    }

    /// <summary>Whether the taps of a kernel row are written out, and not looped over.</summary>
    public static bool Unrolls(ColumnRun run, int rows, int endOperations) =>
        !run.IsRegular || UnrolledOperations(run, rows) + Ends(run, rows, endOperations) <= MethodSizeLimit.LaneOperations;

    private static int LaneOperations(ColumnRun run, int rows, int endOperations) =>
        (Unrolls(run, rows, endOperations) ? UnrolledOperations(run, rows) : Operations(run.Taps[0], rows)) + Ends(run, rows, endOperations);

    // Each tap finds its place besides.
    private static int UnrolledOperations(ColumnRun run, int rows) => run.Taps.Sum(tap => 1 + Operations(tap, rows));

    private static int Operations(TapColumns tap, int rows) =>
        tap.Columns.Count + rows + (tap.Columns.Count * rows);

    private static int Ends(ColumnRun run, int rows, int endOperations) => AddressOperations + rows + (rows * run.Width * endOperations);

    private static double Cycles(IReadOnlyList<ColumnRun> runs, int rows, int terms, int endOperations) => runs.Sum(run =>
        run.Count * ((terms * (CostModel.LoopCycles + Cycles(run, rows, endOperations))) + StartCycles + (rows * run.Width)));

    // Taps that reach different columns do not wait for one another. A loop and no query: this is most of the time in
    // which a tile is chosen.
    private static double Cycles(ColumnRun run, int rows, int endOperations)
    {
        double cycles = Unrolls(run, rows, endOperations) ? 0 : TapLoopCycles * run.Taps.Count;
        foreach (TapColumns tap in run.Taps)
        {
            cycles += CostModel.IssueCycles(rows, tap.Columns.Count);
        }

        return Math.Max(cycles, CostModel.Latency * run.MostTaps);
    }
}
