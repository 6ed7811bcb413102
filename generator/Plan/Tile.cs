using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Plan;

/// <summary>
/// The accumulators of a kernel's inner loop: <paramref name="Rows"/> outputs (filters, or channels of a gradient) by
/// <paramref name="Columns"/> neighbouring columns.
/// </summary>
internal readonly record struct Tile(int Rows, int Columns)
{
    /// <summary>The tile that computes a correlation in the fewest cycles.</summary>
    /// <param name="outputs">Outputs to divide into rows.</param>
    /// <param name="terms">What is summed per column contact: channels times kernel rows.</param>
    /// <param name="columns">The dimension to divide into columns.</param>
    public static Tile Choose(int outputs, int terms, Axis columns)
    {
        var best = new Tile(1, 1);
        double least = double.MaxValue;
        for (int width = 1; width <= Math.Min(columns.Targets, 12); width++)
        {
            IReadOnlyList<ColumnRun> runs = ColumnRun.Cut(columns, width);
            for (int rows = Math.Min(outputs, 12); rows >= 1; rows--)
            {
                if ((rows * width) + Math.Min(rows, width) + 1 > Throughput.Registers || runs.Any(run => LaneOperations(run, rows) > Budget.LaneOperations))
                {
                    continue;
                }

                double cycles = (outputs / rows * Cycles(runs, rows, terms))
                    + (outputs % rows == 0 ? 0 : Cycles(runs, outputs % rows, terms));
                if (cycles < least)
                {
                    least = cycles;
                    best = new Tile(rows, width);
                }
            }
        }

        return best;
    }

    /// <summary>Lane operations in the code of one run of tiles.</summary>
    public static int LaneOperations(ColumnRun run, int rows)
    {
        int inner = run.IsRegular ? Operations(run.Taps[0], rows) : run.Taps.Sum(tap => Operations(tap, rows));
        int unrolled = run.Taps.Sum(tap => Operations(tap, rows));
        int ends = rows * run.Width * 4;
        return (unrolled + ends > Budget.LaneOperations ? inner : unrolled) + ends;
    }

    private static int Operations(TapColumns tap, int rows) =>
        tap.Columns.Count + rows + (tap.Columns.Count * rows);

    private static double Cycles(IReadOnlyList<ColumnRun> runs, int rows, int terms) => runs.Sum(run =>
        run.Count * ((terms * (Throughput.LoopCycles + run.Taps.Sum(tap => Throughput.Cycles(rows, tap.Columns.Count)))) + 6 + (rows * run.Width)));
}
