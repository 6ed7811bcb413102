namespace CnnGen;

/// <summary>
/// What became of a file's tensors and of a network's parameters, or of those of a part that was to be filled alone. Together
/// the first three name every parameter.
/// </summary>
/// <param name="Taken">The parameters that were filled from the file.</param>
/// <param name="Missing">The parameters that the file does not have; they keep their values.</param>
/// <param name="Mismatched">The parameters that the file has differently; they keep their values.</param>
/// <param name="LeftOver">The tensors of the file that no parameter asks for.</param>
public sealed record WeightsReport(
    IReadOnlyList<string> Taken,
    IReadOnlyList<string> Missing,
    IReadOnlyList<WeightsMismatch> Mismatched,
    IReadOnlyList<string> LeftOver)
{
    /// <summary>Whether every parameter was filled and every tensor used.</summary>
    public bool IsComplete => Missing.Count + Mismatched.Count + LeftOver.Count == 0;

    /// <summary>One line for what was taken, and one for each thing that does not fit.</summary>
    public override string ToString() => string.Join('\n', Problems.Prepend($"{Taken.Count} taken"));

    internal IEnumerable<string> Problems =>
        Missing.Select(name => $"{name}: missing")
            .Concat(Mismatched.Select(mismatch => mismatch.ToString()))
            .Concat(LeftOver.Select(name => $"{name}: no parameter of the network"));
}
