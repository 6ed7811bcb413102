using CnnGen.Memory;

namespace CnnGen.Training.Optimizers;

/// <summary>What <see cref="MatrixProduct"/> multiplies. The right factor, the addend and the result are row-major, with <c>Columns</c> columns.</summary>
/// <param name="Left">The left factor.</param>
/// <param name="LeftRowStep">Its floats from one row to the next: 1 for a transposed matrix.</param>
/// <param name="LeftInnerStep">Its floats from one column to the next.</param>
/// <param name="Right">The right factor.</param>
/// <param name="Result">The result; none of the others.</param>
/// <param name="Rows">Rows of the result, a multiple of <see cref="MatrixProduct.TileRows"/>.</param>
/// <param name="Inner">The dimension that is summed over.</param>
/// <param name="Columns">Columns of the result, a multiple of 16.</param>
internal readonly record struct MatrixOperands(
    Arena Left, int LeftRowStep, int LeftInnerStep, Arena Right, Arena Result, int Rows, int Inner, int Columns)
{
    /// <summary>What is added; without it the product is stored as it is.</summary>
    public Arena? Addend { get; init; }

    /// <summary>What the product is multiplied by, where something is added.</summary>
    public float Scale { get; init; }

    /// <summary>What the addend is multiplied by.</summary>
    public float AddendScale { get; init; }
}
