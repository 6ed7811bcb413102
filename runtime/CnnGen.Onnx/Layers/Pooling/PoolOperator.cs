using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>MaxPool and AveragePool, and what global pools share.</summary>
/// <import operators="AveragePool, MaxPool">the layer of that name. Padding after the input that adds a window, or none, becomes `CeilMode` or is
/// left out where it counts in no mean <refused>padding before the input that differs in height and width or is more than half the window; padding
/// that differs between sides and counts in a mean; dilations; strides that differ in height and width and are not the window's size, unless there is
/// one row or column of windows</refused></import>
internal static class PoolOperator
{
    [ModuleInitializer]
    internal static void Register()
    {
        OperatorKinds.Add("MaxPool", (node, chain) => Read(node, chain, isMax: true));
        OperatorKinds.Add("AveragePool", (node, chain) => Read(node, chain, isMax: false));
    }

    /// <summary>Reads a pool as large as its input.</summary>
    /// <param name="chain">What it is appended to.</param>
    /// <param name="isMax">Whether it takes the largest value; else the mean.</param>
    /// <param name="asVector">The layer that gives the same as a vector.</param>
    public static void ReadGlobal(Chain chain, bool isMax, Layer asVector)
    {
        if (chain.Shape is { } input)
        {
            int[] plane = Plane(input);
            chain.Append(new ImportedLayer(new Pool(isMax, plane, plane) { AsVector = asVector }), [input[0], .. plane.Select(_ => 1)]);
        }
    }

    private static void Read(Node node, Chain chain, bool isMax)
    {
        int axes = chain.Shape?.Count - 1 ?? node.IntegerList("kernel_shape")?.Count ?? 2;
        int[]? plane = chain.Shape is null ? null : Plane(chain.Shape);
        int[] kernel = Sliding.KernelOf(node, axes);
        var sliding = Sliding.Read(node, kernel, plane);
        if (sliding.Dilation.Any(dilation => dilation != 1))
        {
            throw new RefusedException($"its dilations are [{string.Join(", ", sliding.Dilation)}], and CnnGen's pools have none");
        }

        bool asksForCeiling = node.Integer("ceil_mode", 0) != 0;
        if (plane is not null && !sliding.Stride.SequenceEqual(kernel))
        {
            sliding = sliding.WithOneStride(plane, asksForCeiling);
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

        int[] output = sliding.Output(plane, asksForCeiling);
        bool countsPadding = sliding.IsPadded && !isMax && node.Integer("count_include_pad", 0) != 0;
        bool ceilMode = NeedsCeiling(sliding, plane, output, countsPadding, asksForCeiling);
        chain.Append(
            new ImportedLayer(new Pool(isMax, kernel, sliding.Stride, sliding.Begin[0], ceilMode, isMax || !sliding.IsPadded || countsPadding)),
            [chain.Shape![0], .. output]);
    }

    // CnnGen's pools have one padding on all sides. What a window holds is the same whatever lies behind the input, as long as
    // there are as many windows and no padding counts.
    private static bool NeedsCeiling(Sliding sliding, int[] plane, int[] output, bool countsPadding, bool asksForCeiling)
    {
        int padding = sliding.Begin[0];
        bool isEven = sliding.Begin.All(begin => begin == padding);
        bool isSymmetric = isEven && sliding.End.All(end => end == padding);
        if (isEven && (isSymmetric || !countsPadding) && padding <= sliding.Kernel.Min() / 2)
        {
            Sliding own = sliding with { End = sliding.Begin };
            foreach (bool ceilMode in new[] { asksForCeiling, !asksForCeiling })
            {
                if (own.Output(plane, ceilMode).SequenceEqual(output))
                {
                    return ceilMode;
                }
            }
        }

        throw new RefusedException(
            $"it pads its input by [{string.Join(", ", sliding.Begin.Concat(sliding.End))}]{(countsPadding ? " with count_include_pad = 1" : string.Empty)}, "
            + $"and CnnGen's pools have one padding on all sides, at most half of their size, here {string.Join('×', sliding.Kernel)}");
    }

    private static int[] Plane(IReadOnlyList<int> shape) => shape.Count > 1
        ? [.. shape.Skip(1)]
        : throw new RefusedException($"it pools a vector of {shape[0]}, and CnnGen pools signals and images");
}
