using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Format;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The largest value or the mean under a window.</summary>
/// <param name="IsMax">Which.</param>
/// <param name="Size">Height and width; or the length, for a signal.</param>
/// <param name="Stride">In each direction.</param>
/// <param name="Padding">On each side.</param>
/// <param name="CeilMode">Whether a last window may end outside of the input and its padding.</param>
/// <param name="CountIncludePad">Whether padding counts in a mean.</param>
/// <export layers="AveragePool1D, AveragePool2D, MaxPool1D, MaxPool2D">AveragePool, MaxPool; with `CeilMode` of operator set 22, which counts the
/// windows as CnnGen does</export>
internal sealed record Pool(
    bool IsMax, IReadOnlyList<int> Size, IReadOnlyList<int> Stride, int Padding = 0, bool CeilMode = false, bool CountIncludePad = true)
    : Layer, IExportedLayer
{
    /// <summary>Where it is as large as its input: the layer that gives the same as a vector.</summary>
    public Layer? AsVector { get; init; }

    public override string NamePrefix => "pool";

    public override string CanonicalText => $"{Name}({string.Join(", ", Size)}, Stride = {Short(Stride, "×")}{Options})";

    public override string Attribute =>
        $"{Name}({Short(Size, ", ")}{(Stride.SequenceEqual(Size) ? string.Empty : $", Stride = {Stride[0]}")}{Options})";

    private string Options =>
        (Padding == 0 ? string.Empty : $", Padding = {Padding}")
        + (CeilMode ? ", CeilMode = true" : string.Empty)
        + (CountIncludePad ? string.Empty : ", CountIncludePad = false");

    private string Name => $"{(IsMax ? "MaxPool" : "AveragePool")}{Size.Count}D";

    // Where there is no padding, none counts in a mean whatever is asked for.
    public void Write(LayerWriter writer)
    {
        if (CeilMode)
        {
            // The first in which no window may begin after the input.
            const int WithCeilMode = 22;
            writer.Graph.RequireOperatorSet(WithCeilMode);
        }

        writer.Graph.Append(
            IsMax ? "MaxPool" : "AveragePool",
            writer.NameOf(this),
            [],
            [
                GraphWriter.Attribute("kernel_shape", Size),
                GraphWriter.Attribute("strides", Stride),
                .. Padding == 0 ? [] : new[] { GraphWriter.Attribute("pads", Size.Concat(Size).Select(_ => Padding)) },
                .. CeilMode ? [GraphWriter.Attribute("ceil_mode", 1)] : Array.Empty<AttributeProto>(),
                .. !IsMax && Padding > 0 && CountIncludePad ? [GraphWriter.Attribute("count_include_pad", 1)] : Array.Empty<AttributeProto>(),
            ]);
    }

    [ModuleInitializer]
    internal static void Register()
    {
        foreach (string name in new[] { "MaxPool1D", "MaxPool2D", "AveragePool1D", "AveragePool2D" })
        {
            LayerKinds.Add(name, text => Read(text, isMax: name.StartsWith("Max", StringComparison.Ordinal)));
        }
    }

    private static Pool Read(LayerText text, bool isMax)
    {
        int[] size = text.Integers;
        int[] stride = text.Sizes("Stride");
        return new Pool(
            isMax,
            size,
            stride.Length == size.Length ? stride : [.. size.Select(_ => stride[0])],
            text.Integer("Padding", 0),
            text.Has("CeilMode"),
            !text.Has("CountIncludePad"));
    }

    private static string Short(IReadOnlyList<int> sizes, string separator) =>
        sizes.Distinct().Count() == 1 ? $"{sizes[0]}" : string.Join(separator, sizes);
}
