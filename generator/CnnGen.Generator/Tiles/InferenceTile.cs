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

    /// <summary>Lane operations that move addresses on, and the zero that sums are compared with.</summary>
    private const int AddressOperations = 8;

    public int Positions => Rows * Columns;

    public int Sums => Positions * Vectors;

    /// <summary>The tile that computes a convolution in the fewest cycles.</summary>
    /// <param name="filters">Filters to divide into vectors.</param>
    /// <param name="terms">Weights of a filter.</param>
    /// <param name="kernelWidth">Weights of a kernel row, which may be written out.</param>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    /// <param name="unit">What it is made of, one position or a pool's window; height and width are multiples of it.</param>
    /// <param name="mostVectors">The most vectors of filters.</param>
    /// <param name="registers">The vector registers of the machine.</param>
    public static InferenceTile Choose(
        int filters, int terms, int kernelWidth, int height, int width, InferenceTile unit, int mostVectors, int registers)
    {
        InferenceTile best = unit;
        double least = double.MaxValue;
        int lanes = registers == CostModel.ManyRegisters ? Tensor.Lanes : Tensor.Lanes / 2;
        int vectors = (filters + lanes - 1) / lanes;
        foreach (InferenceTile tile in
            from count in Enumerable.Range(1, Math.Min(vectors, mostVectors))
            where OutputVectors.Divide(filters, count, registers)
            from columns in Enumerable.Range(1, Math.Min(width, MostColumns))
            where columns % unit.Columns == 0
            from rows in Enumerable.Range(1, Math.Min(height, MostRows))
            where rows % unit.Rows == 0 && (columns == width || height % rows == 0)
            select new InferenceTile(rows, columns, count))
        {
            if (!tile.Fits(registers) || tile.LaneOperations(1) > MethodSizeLimit.LaneOperations)
            {
                continue;
            }

            double cycles = (height / tile.Rows * (width / tile.Columns) * tile.Cycles(terms, kernelWidth, registers))
                + (height % tile.Rows == 0 ? 0 : (tile with { Rows = height % tile.Rows }).Cycles(terms, kernelWidth, registers))
                + (width % tile.Columns == 0 ? 0 : height / tile.Rows * (tile with { Columns = width % tile.Columns }).Cycles(terms, kernelWidth, registers));
            cycles *= vectors / tile.Vectors;
            if (cycles < least)
            {
                (best, least) = (tile, cycles);
            }
        }

        return best;
    }

    /// <summary>Whether the taps of a kernel row are written out, and not looped over.</summary>
    public bool Unrolls(int kernelWidth) => LaneOperations(kernelWidth) <= MethodSizeLimit.LaneOperations;

    // With 32 registers a broadcast is part of the multiply-add where it serves one vector alone.
    private bool Fits(int registers) => Vectors == 1 ? Sums + 2 <= registers : Sums + Vectors + 1 <= registers;

    private int LaneOperations(int taps) => (taps * (Vectors + Positions + Sums)) + (2 * Sums) + Vectors + AddressOperations;

    private double Cycles(int terms, int kernelWidth, int registers)
    {
        bool isPartOfProduct = Vectors == 1 && registers == CostModel.ManyRegisters;
        int operations = Sums + Vectors + (isPartOfProduct ? 0 : Positions) + (Unrolls(kernelWidth) ? 1 : TapLoopOperations);
        double tap = Math.Max(Math.Max(Sums / 2.0, (Vectors + Positions) / 2.0), Math.Max(operations / 4.0, CostModel.Latency));
        return (terms * tap) + StartCycles + (2 * Sums);
    }
}
