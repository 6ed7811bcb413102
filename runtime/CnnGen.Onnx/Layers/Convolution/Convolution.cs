using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A convolution.</summary>
/// <inheritdoc cref="LearnedConvolution"/>
/// <export layers="Conv1D, Conv2D">Conv, with their groups</export>
internal sealed record Convolution(int Filters, IReadOnlyList<int> Kernel, int Stride, int Padding, int Dilation, bool Bias, int Parts)
    : LearnedConvolution(Filters, Kernel, Stride, Padding, Dilation, Bias), IExportedLayer
{
    public override string NamePrefix => "conv";

    public override int Groups => Parts;

    protected override string Kind => "Conv";

    public void Write(LayerWriter writer)
    {
        string[] weights = writer.TakeWeights(Bias, out string name);
        writer.Graph.Append(
            "Conv",
            name,
            weights,
            [
                .. Groups == 1 ? [] : new[] { GraphWriter.Attribute("group", Groups) },
                .. GraphWriter.Windows(Kernel, Stride, Padding, Dilation),
            ]);
        writer.Channels = Filters;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("Conv1D", Read);
        LayerKinds.Add("Conv2D", Read);
    }

    private static Convolution Read(LayerText text) => new(
        text.Integers[0],
        KernelOf(text),
        text.Integer("Stride", 1),
        text.Integer("Padding", 0),
        text.Integer("Dilation", 1),
        text.Flag("Bias"),
        text.Integer("Groups", 1));
}
