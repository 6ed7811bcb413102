using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A layer that slides filters which it learns over its input.</summary>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Kernel">Height and width; or the length, for a signal.</param>
/// <param name="Stride">The same in both directions, as the other two.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Bias">Whether filters add one.</param>
internal abstract record LearnedConvolution(int Filters, IReadOnlyList<int> Kernel, int Stride, int Padding, int Dilation, bool Bias) : Layer
{
    // A signal is an image one row high.
    public sealed override string CanonicalText =>
        $"{Name}({Filters}, {(Kernel.Count == 1 ? 1 : Kernel[0])}, {Kernel[^1]}, Stride = {Stride}, Padding = {Padding}, "
        + $"Bias = {(Bias ? "true" : "false")}{(Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")}"
        + $"{(Groups == 1 ? string.Empty : $", Groups = {Groups}")})";

    public sealed override string Attribute =>
        $"{Name}({Filters}, {string.Join(", ", Kernel.Distinct().Count() == 1 ? Kernel.Take(1) : Kernel)}"
        + (Stride == 1 ? string.Empty : $", Stride = {Stride}")
        + (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")
        + (Groups == 1 ? string.Empty : $", Groups = {Groups}")
        + (Bias ? string.Empty : ", Bias = false")
        + ")";

    public sealed override bool IsPadded => Padding > 0;

    public sealed override bool SumsInputs => true;

    public sealed override LineStart LineStart => LineStart.Filters;

    public sealed override Layer WithBias(bool bias) => this with { Bias = bias };

    /// <summary>Its attribute, without the number of dimensions.</summary>
    protected abstract string Kind { get; }

    private string Name => $"{Kind}{Kernel.Count}D";

    protected static int[] KernelOf(LayerText text) => text.IsOfSignal ? text.Integers[2..] : text.Integers[1..];
}
