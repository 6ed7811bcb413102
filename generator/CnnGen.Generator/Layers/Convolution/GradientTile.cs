using CnnGen.Generator.Shapes;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// The accumulators of a weight gradient: <paramref name="Filters"/> filters by the taps of one kernel row in
/// <paramref name="Channels"/> channels, at most <paramref name="Taps"/> of a row at once.
/// </summary>
internal readonly record struct GradientTile(int Filters, int Channels, int Taps)
{
    /// <summary>The kernel of the tile that sums a convolution's weight gradient in the fewest cycles.</summary>
    /// <param name="filters">Filters of the layer.</param>
    /// <param name="channels">Channels of its input.</param>
    /// <param name="kernelWidth">Taps of a kernel row.</param>
    /// <param name="output">What the layer gives.</param>
    /// <param name="registers">The vector registers of the machine.</param>
    /// <param name="stretches">Stretches of rows between which the sums of a tile wait in memory; zero where they stay in registers.</param>
    /// <param name="kernel">The kernel of a tile; <see langword="null"/> where it does not keep to the budget of a method.</param>
    /// <returns><see langword="null"/> where that of no tile does.</returns>
    public static WeightGradientKernel? Choose(
        int filters, int channels, int kernelWidth, Shape output, int registers, Func<GradientTile, int> stretches, Func<GradientTile, WeightGradientKernel?> kernel) =>
        Candidates(filters, channels, kernelWidth, registers)
            .OrderBy(tile => tile.Cycles(filters, channels, kernelWidth, output, stretches(tile)))
            .Select(kernel)
            .FirstOrDefault(built => built is not null);

    /// <summary>The tile of one tap that sums a convolution's weight gradient in the fewest cycles, on any machine.</summary>
    /// <param name="filters">Filters of the layer.</param>
    /// <param name="channels">Channels of its input.</param>
    /// <param name="output">What the layer gives.</param>
    public static GradientTile ForOneTap(int filters, int channels, Shape output) =>
        (from side in Enumerable.Range(1, Math.Min(channels, 12))
         from rows in Enumerable.Range(1, Math.Min(filters, 12))
         where channels % side == 0 && CostModel.Fits(rows, side, CostModel.Registers)
         select new GradientTile(rows, side, 1))
        .OrderBy(tile => tile.Cycles(filters, channels, kernelWidth: 1, output, stretches: 0))
        .First();

    /// <summary>Kernel rows cut into groups of taps: first tap and number.</summary>
    public IEnumerable<(int First, int Count)> TapGroups(int kernelWidth)
    {
        for (int first = 0; first < kernelWidth; first += Taps)
        {
            yield return (first, Math.Min(Taps, kernelWidth - first));
        }
    }

    private static IEnumerable<GradientTile> Candidates(int filters, int channels, int kernelWidth, int registers) =>
        from taps in Enumerable.Range(1, Math.Min(kernelWidth, 13))
        from side in Enumerable.Range(1, taps == kernelWidth ? Math.Min(channels, 12) : 1)
        from rows in Enumerable.Range(1, Math.Min(filters, 12))
        let columns = side * taps
        where channels % side == 0 && CostModel.Fits(rows, columns, registers)
        select new GradientTile(rows, side, taps);

    private double Cycles(int filters, int channels, int kernelWidth, Shape output, int stretches)
    {
        int columns = Channels * Taps;
        double Tiles(int rows) => rows == 0 ? 0 : Cycles(rows, columns, output, stretches);
        return channels / Channels * ((kernelWidth + Taps - 1) / Taps) * ((filters / Filters * Tiles(Filters)) + Tiles(filters % Filters));
    }

    // Each row ends a loop, each stretch reads the waiting sums and writes them, and each sum ends with one over the lanes.
    private static double Cycles(int rows, int columns, Shape output, int stretches) =>
        (output.Height * ((output.Width * (CostModel.Cycles(rows, columns) + (CostModel.LoopCycles / 2))) + 10))
        + (stretches * ((1.5 * rows * columns) + 40))
        + (6 * rows * columns) + 100;
}
