namespace CnnGen.Generator.Layers;

/// <summary>Where a filter's kernels find the values that lie in one lane.</summary>
/// <param name="InputRow">Positions from row to row of the input.</param>
/// <param name="OutputRow">Positions from row to row of the results.</param>
/// <param name="Step">Vectors from position to position, an expression.</param>
internal sealed record FilterPlaces(int InputRow, int OutputRow, string Step)
{
    /// <summary>Neighbouring positions in neighbouring vectors.</summary>
    public const string OneVector = "1";

    /// <summary>The number of the vector at a position.</summary>
    public string At(string position) => Step == OneVector || position == "0"
        ? position
        : $"{(position.Contains(' ') ? $"({position})" : position)} * {Step}";
}
