using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The accumulators of a kernel's inner loop: <paramref name="Rows"/> outputs (filters, or channels of a gradient) by
/// <paramref name="Columns"/> neighbouring columns.
/// </summary>
internal readonly record struct Tile(int Rows, int Columns)
{
    /// <summary>The longest side.</summary>
    private const int Longest = 12;

    /// <summary>Cycles in which a tile of columns starts, and leaves its innermost loop by a branch that was not foreseen.</summary>
    private const int StartCycles = 20;

    /// <summary>Cycles of each turn of a loop over the taps of a kernel row, beside its multiply-adds.</summary>
    private const int TapLoopCycles = 3;

    /// <summary>
    /// The tile that computes a correlation in the fewest cycles, and those cycles. The kernels of a tile are built, to see whether
    /// they keep to the budget of a method and whether they can write out the taps of a kernel row, in the order of the fewest cycles that they
    /// can take, and no longer than a better one can be found.
    /// </summary>
    /// <param name="kernel">The correlation.</param>
    /// <param name="kernels">Its kernels for the columns on which tiles are compared.</param>
    /// <param name="registers">The vector registers of the machine.</param>
    public static (Tile Tile, double Cycles) Choose(Correlation kernel, CorrelationKernels kernels, int registers)
    {
        var best = new Tile(1, 1);
        double least = double.MaxValue;
        foreach ((Tile tile, IReadOnlyList<ColumnRun> runs, double possible) in Candidates(kernel, kernels, registers).OrderBy(candidate => candidate.Cycles))
        {
            if (possible >= least)
            {
                break;
            }

            double cycles = Total(kernel, tile.Rows, runs, CyclesOfBuilt, least);
            if (cycles < least)
            {
                least = cycles;
                best = tile;
            }
        }

        return (best, least);

        double CyclesOfBuilt(ColumnRun run, OutputTiles outputs)
        {
            if (double.IsPositiveInfinity(LeastCycles(kernel, run, outputs)))
            {
                return double.PositiveInfinity;
            }

            CorrelationColumns columns = kernels.Of(run, outputs);
            return columns.Method.Operations > MethodSizeLimit.LaneOperations
                ? double.PositiveInfinity
                : Cycles(run, outputs.Rows, kernel.TermsPerColumn, columns.Unrolls);
        }
    }

    // Of all outputs and columns, in tiles of so many rows; no more of them than make it worse than the best so far.
    private static double Total(
        Correlation kernel, int rows, IReadOnlyList<ColumnRun> runs, Func<ColumnRun, OutputTiles, double> cycles, double least = double.PositiveInfinity)
    {
        double total = 0;
        foreach (OutputTiles outputs in OutputTiles.Of(kernel.Outputs, rows))
        {
            foreach (ColumnRun run in runs)
            {
                total += outputs.Tiles * cycles(run, outputs);
                if (total >= least)
                {
                    return total;
                }
            }
        }

        return total;
    }

    // All tiles that stay in registers, with the fewest cycles that they can take.
    private static IEnumerable<(Tile Tile, IReadOnlyList<ColumnRun> Runs, double Cycles)> Candidates(Correlation kernel, CorrelationKernels kernels, int registers)
    {
        (int first, int end) = kernel.BriefColumns.WrittenOut;
        for (int width = 1; width <= Math.Max(1, Math.Min(end - first, Longest)); width++)
        {
            IReadOnlyList<ColumnRun> runs = kernels.Runs(width);
            for (int rows = Math.Min(kernel.Outputs, Longest); rows >= 1; rows--)
            {
                if (CostModel.Fits(rows, width, registers))
                {
                    double cycles = Total(kernel, rows, runs, (run, outputs) => LeastCycles(kernel, run, outputs));
                    yield return (new Tile(rows, width), runs, cycles);
                }
            }
        }
    }

    // With taps written out, unless it is known without the kernel that they are too many.
    private static double LeastCycles(Correlation kernel, ColumnRun run, OutputTiles outputs)
    {
        bool unrolls = CorrelationColumns.LeastOperations(run, outputs) <= MethodSizeLimit.LaneOperations;
        return unrolls || run.IsRegular ? Cycles(run, outputs.Rows, kernel.TermsPerColumn, unrolls) : double.PositiveInfinity;
    }

    private static double Cycles(ColumnRun run, int rows, int terms, bool unrolls) =>
        run.Count * ((terms * (CostModel.LoopCycles + Cycles(run, rows, unrolls))) + StartCycles + (rows * run.Width));

    // Taps that reach different columns do not wait for one another. A loop and no query: this is most of the time in
    // which a tile is chosen.
    private static double Cycles(ColumnRun run, int rows, bool unrolls)
    {
        double cycles = unrolls ? 0 : TapLoopCycles * run.Taps.Count;
        foreach (TapColumns tap in run.Taps)
        {
            cycles += CostModel.IssueCycles(rows, tap.Columns.Count);
        }

        return Math.Max(cycles, CostModel.Latency * run.MostTaps);
    }
}
