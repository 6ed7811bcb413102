using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Tiles;

/// <summary>Vectors of outputs whose sums stay in registers together, one sum a vector.</summary>
internal static class OutputVectors
{
    /// <summary>As many sums as keep two multiply-add units busy: each waits four cycles for the last one on it.</summary>
    private const int Most = 8;

    /// <summary>Lanes of the widest vector that comes with sixteen registers.</summary>
    private const int NarrowLanes = 8;

    /// <summary>The number of vectors, of whatever width, as emitted code computes it.</summary>
    public static Integer Count(int outputs) => Integer.Of(FormattableString.Invariant($"({outputs} + V.Count - 1) / V.Count"));

    /// <summary>Vectors of a tile, tiles as even as can be, on a machine of so many registers; there are never fewer vectors than that.</summary>
    public static int PerTile(int outputs, int registers)
    {
        int lanes = registers == CostModel.ManyRegisters ? Tensor.Lanes : NarrowLanes;
        int vectors = (outputs + lanes - 1) / lanes;
        int tiles = (vectors + Most - 1) / Most;
        return (vectors + tiles - 1) / tiles;
    }

    /// <summary>Whether tiles of so many vectors share out all outputs on a machine of so many registers, whatever width they go with.</summary>
    public static bool Divide(int outputs, int vectors, int registers) =>
        new[] { registers == CostModel.ManyRegisters ? Tensor.Lanes : NarrowLanes, 4 }
            .All(lanes => (outputs + lanes - 1) / lanes % vectors == 0);
}
