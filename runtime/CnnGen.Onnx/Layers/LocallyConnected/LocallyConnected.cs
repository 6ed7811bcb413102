using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;

namespace CnnGen.Onnx.Layers;

/// <summary>A layer like a convolution, with weights of its own at each position.</summary>
/// <inheritdoc cref="LearnedConvolution"/>
/// <export layers="LocallyConnected1D, LocallyConnected2D">Conv, Transpose, Unsqueeze, MatMul, Squeeze, Add, Transpose: ONNX has no such layer. A
/// grouped convolution whose kernels are unit vectors gathers the values under each window, and a product of matrices for each position weighs them;
/// that is exact as long as the input is finite</export>
internal sealed record LocallyConnected(int Filters, IReadOnlyList<int> Kernel, int Stride, int Padding, int Dilation, bool Bias)
    : LearnedConvolution(Filters, Kernel, Stride, Padding, Dilation, Bias), IExportedLayer
{
    public override string NamePrefix => "local";

    protected override string Kind => "LocallyConnected";

    // ONNX has no such operator. A grouped convolution whose kernels are the unit vectors gathers what lies under each window,
    // exactly, and a product of matrices for each position weighs it.
    public void Write(LayerWriter writer)
    {
        Parameter weight = writer.Take();
        Parameter? bias = Bias ? writer.Take() : null;
        string name = LayerWriter.NameOf(weight);
        int axes = Kernel.Count;
        int[] positions = [.. weight.Shape.Take(axes)];
        int channels = weight.Shape[axes];
        int taps = Kernel.Aggregate((product, size) => product * size);

        float[] unit = new float[channels * taps * taps];
        for (int i = 0; i < channels * taps; i++)
        {
            unit[(i * taps) + (i % taps)] = 1;
        }

        writer.Graph.Append(
            "Conv",
            $"{name}.gathered",
            [writer.Graph.Constant($"{name}.taps", [channels * taps, 1, .. Kernel], unit)],
            [GraphWriter.Attribute("group", channels), .. GraphWriter.Windows(Kernel, Stride, Padding, Dilation)]);

        // (batch, channels · taps, positions) becomes (batch, positions, 1, channels · taps).
        int[] spatial = [.. Enumerable.Range(2, axes)];
        writer.Graph.Append("Transpose", $"{name}.turned", [], GraphWriter.Attribute("perm", [0, .. spatial, 1]));
        writer.Graph.Append("Unsqueeze", $"{name}.rows", [writer.Graph.Constant($"{name}.row", axes + 1)]);
        string matrices = writer.Graph.Add(
            "Reshape",
            $"{name}.matrices",
            [
                writer.Graph.Constant(weight.Name, weight.Shape, weight.Values),
                writer.Graph.Constant($"{name}.matrix", [.. positions.Select(size => (long)size), channels * taps, Filters]),
            ]);
        writer.Graph.Append("MatMul", $"{name}.product", [matrices]);
        writer.Graph.Append("Squeeze", $"{name}.filters", [writer.Graph.Constant($"{name}.squeezed", axes + 1)]);
        if (bias is not null)
        {
            writer.Graph.Append("Add", $"{name}.biased", [writer.Graph.Constant(bias.Name, bias.Shape, bias.Values)]);
        }

        writer.Graph.Append("Transpose", name, [], GraphWriter.Attribute("perm", [0, axes + 1, .. Enumerable.Range(1, axes)]));
        writer.Channels = Filters;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("LocallyConnected1D", Read);
        LayerKinds.Add("LocallyConnected2D", Read);
    }

    private static LocallyConnected Read(LayerText text) => new(
        text.Integers[0],
        KernelOf(text),
        text.Integer("Stride", 1),
        text.Integer("Padding", 0),
        text.Integer("Dilation", 1),
        text.Flag("Bias"));
}
