namespace CnnGen.Generator.Tiles;

/// <summary>
/// What bounds the inner loop of a kernel on a core with two vector multiply-add units, two load ports, and four
/// operations issued a cycle. The plan compares tiles by it; it need not be right to the cycle.
/// </summary>
internal static class CostModel
{
    /// <summary>Vector registers of a machine with AVX2; more accumulators than fit halve the speed there.</summary>
    public const int Registers = 16;

    /// <summary>Vector registers of a machine with AVX-512, and of Arm's.</summary>
    public const int ManyRegisters = 32;

    /// <summary>Floats by which what is read next lies too far away for the processor to foresee it.</summary>
    public const int FarFloats = 64;

    /// <summary>Cycles in which a loop moves its addresses on and counts.</summary>
    public const double LoopCycles = 1;

    /// <summary>Cycles of a multiply-add in a good tile, with what it loads.</summary>
    public const double CyclesPerProduct = 0.59;

    /// <summary>From the start of a multiply-add to the next one on the same accumulator.</summary>
    public const double Latency = 4;

    /// <summary>Whether a tile keeps its accumulators, its smaller side and one value of the other in registers.</summary>
    public static bool Fits(int rows, int columns, int registers) => (rows * columns) + Math.Min(rows, columns) + 1 <= registers;

    /// <summary>Cycles to add the products of <paramref name="rows"/> by <paramref name="columns"/> loaded values to as many accumulators.</summary>
    public static double Cycles(int rows, int columns) => Math.Max(IssueCycles(rows, columns), Latency);

    /// <summary>The same where multiply-adds on other accumulators fill the time until the results are there.</summary>
    public static double IssueCycles(int rows, int columns)
    {
        double products = rows * columns;
        double loads = rows + columns;
        return Math.Max(products / 2, Math.Max(loads / 2, (products + loads) / 4));
    }
}
