namespace CnnGen;

/// <summary>A parameter of a network that a file has in another shape, or of a type that is not read as floats.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Expected">What the network expects: <c>[6, 1, 5, 5]</c>.</param>
/// <param name="Found">What the file has: <c>F32 [6, 3, 5, 5]</c>.</param>
public sealed record WeightsMismatch(string Name, string Expected, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: expected {Expected}, but found {Found}";
}
