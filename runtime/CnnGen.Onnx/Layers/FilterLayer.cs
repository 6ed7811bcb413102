namespace CnnGen.Onnx.Layers;

/// <summary>A convolution, or a layer that differs from one in having weights of its own at each position.</summary>
/// <param name="IsLocal">Whether it has.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Kernel">Height and width; or the length, for a signal.</param>
/// <param name="Stride">The same in both directions, as the other two.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Bias">Whether filters add one.</param>
/// <param name="Groups">Parts of channels and filters, each of which reads its own.</param>
internal sealed record FilterLayer(
    bool IsLocal, int Filters, IReadOnlyList<int> Kernel, int Stride, int Padding, int Dilation, bool Bias, int Groups = 1)
    : Layer
{
    public override string Stem => IsLocal ? "local" : "conv";

    // A signal is an image one row high.
    public override string Signature =>
        $"{Name}({Filters}, {(Kernel.Count == 1 ? 1 : Kernel[0])}, {Kernel[^1]}, Stride = {Stride}, Padding = {Padding}, "
        + $"Bias = {(Bias ? "true" : "false")}{(Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")}"
        + $"{(Groups == 1 ? string.Empty : $", Groups = {Groups}")})";

    public override string Attribute =>
        $"{Name}({Filters}, {string.Join(", ", Kernel.Distinct().Count() == 1 ? Kernel.Take(1) : Kernel)}"
        + (Stride == 1 ? string.Empty : $", Stride = {Stride}")
        + (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")
        + (Groups == 1 ? string.Empty : $", Groups = {Groups}")
        + (Bias ? string.Empty : ", Bias = false")
        + ")";

    private string Name => $"{(IsLocal ? "LocallyConnected" : "Conv")}{Kernel.Count}D";
}
