using CnnGen.Files;

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
    /// <summary>
    /// Those of <see cref="Taken"/> of which nothing shows that the file has their values in PyTorch's order, (out, in) and (out, in,
    /// height, width): it does not tell who wrote it, and all of its matrices are square, or all of its kernels as high and wide as they
    /// have inputs.
    /// </summary>
    public IReadOnlyList<string> Uncertain { get; init; } = [];

    /// <summary>Whether every parameter was filled and every tensor used.</summary>
    public bool IsComplete => Missing.Count + Mismatched.Count + LeftOver.Count == 0;

    /// <summary>One line for what was taken, and one for each thing that does not fit or is not certain; of many, the first hundred of a kind.</summary>
    public override string ToString() => string.Join('\n', Problems.Prepend($"{Taken.Count} taken").Concat(Listing.Lines(
        Uncertain.Select(name => $"{name}: taken in PyTorch's order, though its shape would be the same in another one"), Uncertain.Count, "of which the order is not certain")));

    internal IEnumerable<string> Problems =>
        Listing.Lines(Missing.Select(name => $"{name}: missing"), Missing.Count, "that are missing")
            .Concat(Listing.Lines(Mismatched.Select(mismatch => mismatch.ToString()), Mismatched.Count, "that do not fit"))
            .Concat(Listing.Lines(
                LeftOver.Select(name => $"{Quotation.Plain(name)}: no parameter of the network"), LeftOver.Count, "that are no parameters of the network"));
}
