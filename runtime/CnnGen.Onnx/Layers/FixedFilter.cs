using System.Globalization;

namespace CnnGen.Onnx.Layers;

/// <summary>A kernel that does not learn, on each channel by itself.</summary>
/// <param name="Kernel">Height and width; or the length, for a signal.</param>
/// <param name="Coefficients">The kernel, row by row.</param>
/// <param name="Stride">The same in both directions, as the other two.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
internal sealed record FixedFilter(
    IReadOnlyList<int> Kernel, IReadOnlyList<float> Coefficients, int Stride, int Padding, int Dilation)
    : Layer
{
    public override string Stem => "filter";

    public override string Signature =>
        $"{Name}({Numbers(string.Empty)}, Stride = {Stride}, Padding = {Padding}, Dilation = {Dilation})";

    public override string Attribute =>
        $"{Name}({Numbers("f")}"
        + (Stride == 1 ? string.Empty : $", Stride = {Stride}")
        + (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")
        + ")";

    private string Name => $"Filter{Kernel.Count}D";

    // The length of a signal's kernel is that of the list.
    private string Numbers(string suffix) => string.Join(
        ", ",
        (Kernel.Count == 1 ? [] : Kernel.Select(size => $"{size}"))
            .Concat(Coefficients.Select(coefficient => coefficient.ToString("G9", CultureInfo.InvariantCulture) + suffix)));
}
