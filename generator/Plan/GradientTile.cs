using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// The accumulators of a weight gradient: <paramref name="Filters"/> filters by the taps of one kernel row in
/// <paramref name="Channels"/> channels, at most <paramref name="Taps"/> of a row at once.
/// </summary>
internal readonly record struct GradientTile(int Filters, int Channels, int Taps)
{
    private const int Registers = 16;

    /// <summary>The tile that sums a convolution's weight gradient in the fewest cycles.</summary>
    public static GradientTile Choose(int filters, int channels, int kernelWidth, int positions)
    {
        var best = new GradientTile(1, 1, 1);
        double least = double.MaxValue;
        for (int taps = Math.Min(kernelWidth, 13); taps >= 1; taps--)
        {
            for (int side = 1; side <= (taps == kernelWidth ? Math.Min(channels, 12) : 1); side++)
            {
                for (int rows = Math.Min(filters, 12); rows >= 1; rows--)
                {
                    int columns = side * taps;
                    if (channels % side != 0 || (rows * columns) + Math.Min(rows, columns) + 1 > Registers)
                    {
                        continue;
                    }

                    int passes = channels / side * ((kernelWidth + taps - 1) / taps);
                    double cycles = passes * ((filters / rows * Cycles(rows, columns, positions))
                        + (filters % rows == 0 ? 0 : Cycles(filters % rows, columns, positions)));
                    if (cycles < least)
                    {
                        least = cycles;
                        best = new GradientTile(rows, side, taps);
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Kernel rows cut into groups of taps: first tap and number.</summary>
    public IEnumerable<(int First, int Count)> TapGroups(int kernelWidth)
    {
        for (int first = 0; first < kernelWidth; first += Taps)
        {
            yield return (first, Math.Min(Taps, kernelWidth - first));
        }
    }

    // Each sum ends with one over the lanes.
    private static double Cycles(int rows, int columns, int positions) =>
        (positions * (Throughput.Cycles(rows, columns) + (Throughput.LoopCycles / 2))) + (4 * rows * columns) + 20;
}
