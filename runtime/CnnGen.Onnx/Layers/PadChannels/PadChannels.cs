using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>Channels of zeros before those of an image or a signal, and after them.</summary>
/// <param name="Before">Those before.</param>
/// <param name="After">Those after.</param>
/// <export layers="PadChannels">Pad</export>
/// <import operators="Pad">`PadChannels`, where it puts zeros only around the channels <refused>other modes, values or axes; a negative
/// number</refused></import>
internal sealed record PadChannels(int Before, int After) : Layer, IExportedLayer
{
    private const string Name = "PadChannels";

    public override string NamePrefix => "pad";

    public override string CanonicalText => $"{Name}({Before}, {After})";

    public override string Attribute => Before == After ? $"{Name}({Before})" : CanonicalText;

    public void Write(LayerWriter writer)
    {
        string name = writer.NameOf(this);
        long[] ends = new long[2 * (writer.Dimensions + 1)];
        ends[1] = Before;
        ends[writer.Dimensions + 2] = After;
        writer.Graph.Append("Pad", name, [writer.Graph.Constant($"{name}.pads", ends)]);
        writer.Channels += Before + After;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new PadChannels(text.Integers[0], text.Integers[1]));
        OperatorKinds.Add("Pad", Read);
    }

    // Pad, where it puts channels of zeros around those of an image or a signal.
    private static void Read(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long[] pads = node.OperatorSet < 11 ? [.. node.IntegerList("pads") ?? []] : node.Integers(1, "pads");
        bool isZero = node.OperatorSet < 11 ? node.Float("value", 0) == 0 : !node.HasInput(2) || node.Floats(2, "value") is [0];
        int dimensions = shape.Count + 1;
        bool isOfChannels = pads.Length == 2 * dimensions && pads.Where((_, i) => i % dimensions != 1).All(pad => pad == 0);
        if (node.Text("mode", "constant") != "constant" || !isZero || node.HasInput(3) || !isOfChannels || shape.Count == 1
            || pads[1] < 0 || pads[dimensions + 1] < 0 || pads[1] + pads[dimensions + 1] > int.MaxValue - shape[0])
        {
            throw new RefusedException(
                $"it pads {string.Join('×', shape)} by [{string.Join(", ", pads.Take(10))}], and CnnGen's PadChannels puts zeros around the channels of an image or a signal alone");
        }

        (int before, int after) = ((int)pads[1], (int)pads[dimensions + 1]);
        chain.Append(new ImportedLayer(new PadChannels(before, after)), [before + shape[0] + after, .. shape.Skip(1)]);
    }
}
