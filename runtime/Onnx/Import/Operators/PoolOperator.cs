using CnnGen.Onnx.Layers;

namespace CnnGen.Onnx.Import.Operators;

/// <summary>MaxPool, AveragePool, GlobalMaxPool and GlobalAveragePool.</summary>
internal static class PoolOperator
{
    public static void ReadGlobal(Chain chain, bool isMax)
    {
        if (chain.Shape is { } input)
        {
            int[] plane = Plane(input);
            chain.Append(new ImportedLayer(new Pool(isMax, plane, plane) { IsGlobal = true }), [input[0], .. plane.Select(_ => 1)]);
        }
    }

    public static void Read(Node node, Chain chain, bool isMax)
    {
        int axes = chain.Shape?.Count - 1 ?? node.IntegerList("kernel_shape")?.Count ?? 2;
        int[]? plane = chain.Shape is null ? null : Plane(chain.Shape);
        int[] kernel = Sliding.KernelOf(node, axes);
        var sliding = Sliding.Read(node, kernel, plane);
        if (sliding.IsPadded)
        {
            throw new RefusedException(
                $"it pads its input by [{string.Join(", ", sliding.Begin.Concat(sliding.End))}]"
                + (isMax ? string.Empty : $" with count_include_pad = {node.Integer("count_include_pad", 0)}")
                + ", and CnnGen's pools have no padding");
        }

        if (sliding.Dilation.Any(dilation => dilation != 1))
        {
            throw new RefusedException($"its dilations are [{string.Join(", ", sliding.Dilation)}], and CnnGen's pools have none");
        }

        if (sliding.Stride.Distinct().Count() > 1 && !sliding.Stride.SequenceEqual(kernel))
        {
            throw new RefusedException(
                $"its strides are [{string.Join(", ", sliding.Stride)}], and CnnGen's pools have one for both directions, or their own size");
        }

        if (plane is null)
        {
            return;
        }

        int[] output = sliding.Output(plane);
        int[] asked = sliding.Output(plane, ceiling: node.Integer("ceil_mode", 0) != 0);
        if (!output.SequenceEqual(asked))
        {
            throw new RefusedException(
                $"with ceil_mode = 1 it has {string.Join('×', asked)} windows, the last of which lie partly behind the input, and CnnGen's pools have whole windows only, here {string.Join('×', output)}");
        }

        chain.Append(new ImportedLayer(new Pool(isMax, kernel, sliding.Stride)), [chain.Shape![0], .. output]);
    }

    private static int[] Plane(IReadOnlyList<int> shape) => shape.Count > 1
        ? [.. shape.Skip(1)]
        : throw new RefusedException($"it pools a vector of {shape[0]}, and CnnGen pools signals and images");
}
