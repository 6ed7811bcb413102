using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tiles;

/// <summary>
/// The accumulators of a convolution on one sample: a rectangle of output positions by some vectors of filters. A vector of
/// weights serves all positions from its register, an input that is broadcast all vectors.
/// </summary>
internal readonly record struct InferenceTile(int Rows, int Columns, int Vectors)
{
    /// <summary>The most vectors of filters that are considered.</summary>
    public const int MostVectors = 8;

    private const int MostColumns = 28;
    private const int MostRows = 8;

    /// <summary>Cycles in which a tile starts, and leaves its innermost loop by a branch that was not foreseen.</summary>
    private const int StartCycles = 20;

    /// <summary>Operations issued to move on by a tap where taps are looped over.</summary>
    private const int TapLoopOperations = 4;

    public int Positions => Rows * Columns;

    public int Sums => Positions * Vectors;

    /// <summary>Lane operations of a tap at least: it reads both of its sides and has their products. Where those of a kernel row are too many, no kernel need be built.</summary>
    public int TapOperations => Sums + Positions + Vectors;

    /// <summary>
    /// The tile that computes a convolution in the fewest cycles, and whether its kernel writes out the taps of a kernel row. Kernels are
    /// built, to see whether they keep to the budget of a method, in the order of the cycles that they would take with taps written out,
    /// and no longer than a better one can be found.
    /// </summary>
    /// <param name="filters">Filters to divide into vectors.</param>
    /// <param name="terms">Weights of a filter.</param>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    /// <param name="unit">What it is made of, one position or a pool's window; height and width are multiples of it.</param>
    /// <param name="mostVectors">The most vectors of filters.</param>
    /// <param name="registers">The vector registers of the machine.</param>
    /// <param name="operations">Lane operations of the kernel of a tile, with taps written out or looped over.</param>
    public static (InferenceTile Tile, bool Unrolls) Choose(
        int filters, int terms, int height, int width, InferenceTile unit, int mostVectors, int registers, Func<InferenceTile, bool, int> operations)
    {
        (InferenceTile, bool) best = (unit, KeepsToBudget(unit, unrolls: true));
        double least = double.MaxValue;
        int lanes = registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;
        int vectors = (filters + lanes - 1) / lanes;
        var candidates =
            from count in Enumerable.Range(1, Math.Min(vectors, mostVectors))
            where OutputVectors.Divide(filters, count, registers)
            from columns in Enumerable.Range(1, Math.Min(width, MostColumns))
            where columns % unit.Columns == 0
            from rows in Enumerable.Range(1, Math.Min(height, MostRows))
            where rows % unit.Rows == 0 && (columns == width || height % rows == 0)
            let tile = new InferenceTile(rows, columns, count)
            where tile.Fits(registers)
            select (Tile: tile, Cycles: Cycles(tile, unrolls: true));
        foreach ((InferenceTile tile, double possible) in candidates.OrderBy(candidate => candidate.Cycles))
        {
            if (possible >= least)
            {
                break;
            }

            bool unrolls = KeepsToBudget(tile, unrolls: true);
            double cycles = unrolls ? possible : KeepsToBudget(tile, unrolls: false) ? Cycles(tile, unrolls: false) : double.PositiveInfinity;
            if (cycles < least)
            {
                (best, least) = ((tile, unrolls), cycles);
            }
        }

        return best;

        bool KeepsToBudget(InferenceTile tile, bool unrolls) => operations(tile, unrolls) <= MethodSizeLimit.LaneOperations;

        double Cycles(InferenceTile tile, bool unrolls) => vectors / tile.Vectors * (
            (height / tile.Rows * (width / tile.Columns) * tile.Cycles(terms, unrolls, registers))
            + (height % tile.Rows == 0 ? 0 : (tile with { Rows = height % tile.Rows }).Cycles(terms, unrolls, registers))
            + (width % tile.Columns == 0 ? 0 : height / tile.Rows * (tile with { Columns = width % tile.Columns }).Cycles(terms, unrolls, registers)));
    }

    // With 32 registers a broadcast is part of the multiply-add where it serves one vector alone.
    private bool Fits(int registers) => Vectors == 1 ? Sums + 2 <= registers : Sums + Vectors + 1 <= registers;

    private double Cycles(int terms, bool unrolls, int registers)
    {
        bool isPartOfProduct = Vectors == 1 && registers == CostModel.ManyRegisters;
        int operations = Sums + Vectors + (isPartOfProduct ? 0 : Positions) + (unrolls ? 1 : TapLoopOperations);
        double tap = Math.Max(Math.Max(Sums / 2.0, (Vectors + Positions) / 2.0), Math.Max(operations / 4.0, CostModel.Latency));
        return (terms * tap) + StartCycles + (2 * Sums);
    }
}
