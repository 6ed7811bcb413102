using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>
/// The accumulators of a weight gradient: <paramref name="Filters"/> filters by the taps of one kernel row in
/// <paramref name="Channels"/> channels, at most <paramref name="Taps"/> of a row at once.
/// </summary>
internal readonly record struct GradientTile(int Filters, int Channels, int Taps)
{
    /// <summary>The tile that sums a convolution's weight gradient in the fewest cycles.</summary>
    /// <param name="filters">Filters of the layer.</param>
    /// <param name="channels">Channels of its input.</param>
    /// <param name="kernelWidth">Taps of a kernel row.</param>
    /// <param name="positions">Outputs of a filter.</param>
    /// <param name="fits">Whether the kernel of a tile keeps to the budget of a method.</param>
    public static GradientTile Choose(int filters, int channels, int kernelWidth, int positions, Func<GradientTile, bool> fits) =>
        Candidates(filters, channels, kernelWidth)
            .OrderBy(tile => channels / tile.Channels * ((kernelWidth + tile.Taps - 1) / tile.Taps)
                * ((filters / tile.Filters * Cycles(tile.Filters, tile.Channels * tile.Taps, positions))
                    + (filters % tile.Filters == 0 ? 0 : Cycles(filters % tile.Filters, tile.Channels * tile.Taps, positions))))
            .First(fits);

    /// <summary>Kernel rows cut into groups of taps: first tap and number.</summary>
    public IEnumerable<(int First, int Count)> TapGroups(int kernelWidth)
    {
        for (int first = 0; first < kernelWidth; first += Taps)
        {
            yield return (first, Math.Min(Taps, kernelWidth - first));
        }
    }

    private static IEnumerable<GradientTile> Candidates(int filters, int channels, int kernelWidth) =>
        from taps in Enumerable.Range(1, Math.Min(kernelWidth, 13))
        from side in Enumerable.Range(1, taps == kernelWidth ? Math.Min(channels, 12) : 1)
        from rows in Enumerable.Range(1, Math.Min(filters, 12))
        let columns = side * taps
        where channels % side == 0 && (rows * columns) + Math.Min(rows, columns) + 1 <= Throughput.Registers
        select new GradientTile(rows, side, taps);

    // Each sum ends with one over the lanes.
    private static double Cycles(int rows, int columns, int positions) =>
        (positions * (Throughput.Cycles(rows, columns) + (Throughput.LoopCycles / 2))) + (4 * rows * columns) + 20;
}
