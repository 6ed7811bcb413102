namespace CnnGen.Onnx.Layers;

/// <summary>The largest value or the mean under a window.</summary>
/// <param name="IsMax">Which.</param>
/// <param name="Size">Height and width; or the length, for a signal.</param>
/// <param name="Stride">In each direction.</param>
/// <param name="Padding">On each side.</param>
/// <param name="CeilMode">Whether a last window may end outside of the input and its padding.</param>
/// <param name="CountIncludePad">Whether padding counts in a mean.</param>
internal sealed record Pool(
    bool IsMax, IReadOnlyList<int> Size, IReadOnlyList<int> Stride, int Padding = 0, bool CeilMode = false, bool CountIncludePad = true)
    : Layer
{
    /// <summary>Whether it is a node's whole input, whatever its size.</summary>
    public bool IsGlobal { get; init; }

    public override string Stem => "pool";

    public override string Signature => $"{Name}({string.Join(", ", Size)}, Stride = {Short(Stride, "×")}{Options})";

    public override string Attribute =>
        $"{Name}({Short(Size, ", ")}{(Stride.SequenceEqual(Size) ? string.Empty : $", Stride = {Stride[0]}")}{Options})";

    private string Options =>
        (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (CeilMode ? ", CeilMode = true" : string.Empty)
        + (CountIncludePad ? string.Empty : ", CountIncludePad = false");

    private string Name => $"{(IsMax ? "MaxPool" : "AveragePool")}{Size.Count}D";

    private static string Short(IReadOnlyList<int> sizes, string separator) =>
        sizes.Distinct().Count() == 1 ? $"{sizes[0]}" : string.Join(separator, sizes);
}
