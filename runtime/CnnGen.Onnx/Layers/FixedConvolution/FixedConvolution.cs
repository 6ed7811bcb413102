using System.Globalization;
using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A kernel that does not learn, on each channel by itself.</summary>
/// <param name="Kernel">Height and width; or the length, for a signal.</param>
/// <param name="Coefficients">The kernel, row by row.</param>
/// <param name="Stride">The same in both directions, as the other two.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <export layers="Filter1D, Filter2D">Conv, a group for each channel</export>
internal sealed record FixedConvolution(
    IReadOnlyList<int> Kernel, IReadOnlyList<float> Coefficients, int Stride, int Padding, int Dilation)
    : Layer, IExportedLayer
{
    public override string NamePrefix => "filter";

    public override string CanonicalText =>
        $"{Name}({Numbers(string.Empty)}, Stride = {Stride}, Padding = {Padding}, Dilation = {Dilation})";

    public override string Attribute =>
        $"{Name}({Numbers("f")}"
        + (Stride == 1 ? string.Empty : $", Stride = {Stride}")
        + (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (Dilation == 1 ? string.Empty : $", Dilation = {Dilation}")
        + ")";

    private string Name => $"Filter{Kernel.Count}D";

    public void Write(LayerWriter writer)
    {
        string name = writer.NameOf(this);
        float[] kernels = [.. Enumerable.Repeat(Coefficients, writer.Channels).SelectMany(coefficients => coefficients)];
        writer.Graph.Append(
            "Conv",
            name,
            [writer.Graph.Constant($"{name}.kernel", [writer.Channels, 1, .. Kernel], kernels)],
            [GraphWriter.Attribute("group", writer.Channels), .. GraphWriter.Windows(Kernel, Stride, Padding, Dilation)]);
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("Filter1D", Read);
        LayerKinds.Add("Filter2D", Read);
    }

    private static FixedConvolution Read(LayerText text)
    {
        float[] numbers = text.Numbers;
        return new FixedConvolution(
            text.IsOfSignal ? [numbers.Length] : [(int)numbers[0], (int)numbers[1]],
            text.IsOfSignal ? numbers : numbers[2..],
            text.Integer("Stride", 1),
            text.Integer("Padding", 0),
            text.Integer("Dilation", 1));
    }

    // The length of a signal's kernel is that of the list.
    private string Numbers(string suffix) => string.Join(
        ", ",
        (Kernel.Count == 1 ? [] : Kernel.Select(size => $"{size}"))
            .Concat(Coefficients.Select(coefficient => coefficient.ToString("G9", CultureInfo.InvariantCulture) + suffix)));
}
