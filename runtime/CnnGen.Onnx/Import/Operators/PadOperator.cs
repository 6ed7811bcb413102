using CnnGen.Onnx.Layers;

namespace CnnGen.Onnx.Import.Operators;

/// <summary>Pad, where it puts channels of zeros around those of an image or a signal.</summary>
internal static class PadOperator
{
    public static void Read(Node node, Chain chain)
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
