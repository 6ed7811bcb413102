using CnnGen.Generator.Kernels;

namespace CnnGen.Generator.Layers;

/// <summary>Where a filter's kernels find the values that lie in one lane.</summary>
/// <param name="InputRow">Positions from row to row of the input.</param>
/// <param name="OutputRow">Positions from row to row of the results.</param>
/// <param name="Step">Vectors from position to position.</param>
internal sealed record FilterPlaces(int InputRow, int OutputRow, Integer Step)
{
    /// <summary>The number of the vector at a position.</summary>
    public Integer At(Integer position) => Integer.Product(position, Step);
}
