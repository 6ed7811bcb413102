using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>Conv.</summary>
/// <import operators="Conv">`Conv1D`, `Conv2D`. `group` is `Groups`, so that a `Filter2D` that was exported comes back as a convolution with a filter
/// for each channel. Padding that differs between sides (`pads`, SAME_UPPER, SAME_LOWER) becomes the largest one with zero taps around the kernel,
/// which computes the same <refused>strides or dilations that differ in height and width, unless there is one row or column of windows, or of taps,
/// along which they mean nothing; a kernel that would become more than sixteen times as large; three dimensions</refused></import>
internal static class ConvolutionOperator
{
    /// <summary>A kernel may become larger by zero taps, but not out of proportion.</summary>
    private const long MostGrowth = 16;

    [ModuleInitializer]
    internal static void Register() => OperatorKinds.Add("Conv", Read);

    private static void Read(Node node, Chain chain)
    {
        Constant weight = node.Constant(1, "kernel");
        float[] values = node.Floats(1, "kernel");
        if (weight.Shape.Count is not (3 or 4) || weight.Count == 0)
        {
            throw new RefusedException($"its kernel is {weight.Size}, and only signals and images are convolved: (filters, channels, length) or (filters, channels, height, width)");
        }

        int[] kernel = [.. weight.Shape.Skip(2)];
        long groups = node.Integer("group", 1);
        if (groups < 1 || weight.Shape[0] % groups != 0)
        {
            throw new RefusedException($"it has {groups} groups, which {weight.Shape[0]} filters cannot be shared out to");
        }

        if (node.IntegerList("kernel_shape") is { } declared && !declared.SequenceEqual(kernel.Select(size => (long)size)))
        {
            throw new RefusedException($"its kernel_shape is [{string.Join(", ", declared.Take(8))}], but its kernel {weight.Size}");
        }

        IReadOnlyList<int>? input = chain.Shape;
        if (input is not null && (input.Count != kernel.Length + 1 || input[0] != weight.Shape[1] * groups))
        {
            string inGroups = groups == 1 ? string.Empty : $" in {groups} groups";
            throw new RefusedException($"its kernel {weight.Size}{inGroups} does not fit its input of {string.Join('×', input)}");
        }

        int filters = weight.Shape[0];
        float[]? bias = node.HasInput(2) ? node.Floats(2, "bias") : null;
        if (bias is not null && bias.Length != filters)
        {
            throw new RefusedException($"it has {filters} filters and {bias.Length} biases");
        }

        int[]? plane = input is null ? null : [.. input.Skip(1)];
        var sliding = Sliding.Read(node, kernel, plane);
        sliding = plane is null ? sliding : sliding.WithOneStride(plane);
        if (sliding.Stride.Distinct().Count() > 1 || sliding.Dilation.Distinct().Count() > 1)
        {
            throw new RefusedException(
                $"its strides are [{string.Join(", ", sliding.Stride)}] and its dilations [{string.Join(", ", sliding.Dilation)}], and CnnGen has one of each for both directions");
        }

        int[] pads = [.. sliding.Begin, .. sliding.End];
        int padding = pads.Max();
        (int[] widened, int[] front) = Widen(sliding, padding);
        long taps = Product(kernel);
        if (Product(widened) > MostGrowth * taps)
        {
            throw new RefusedException($"its padding [{string.Join(", ", pads)}] is not the same on all sides, and would make the kernel {string.Join('×', widened)}");
        }

        if (!widened.SequenceEqual(kernel))
        {
            chain.Limits.Spend(values.Length / taps * Product(widened));
            values = Widen(values, kernel, widened, front);
            chain.Remark(
                $"{node.Place}: its kernel has grown by zero taps from {string.Join('×', kernel)} to {string.Join('×', widened)}, since its padding [{string.Join(", ", pads)}] is not the same on all sides.");
        }

        if (input is null || plane is null)
        {
            return;
        }

        int[] output = sliding.Output(plane);
        var layer = new Convolution(filters, widened, sliding.Stride[0], padding, sliding.Dilation[0], bias is not null, (int)groups);
        chain.Append(new ImportedLayer(layer, values, [filters, weight.Shape[1], .. widened], bias), [filters, .. output]);
    }

    // With padding P in front of an input that had p < P, a kernel that begins with P − p zero taps sees the same.
    private static (int[] Kernel, int[] Front) Widen(Sliding sliding, int padding)
    {
        int[] kernel = [.. sliding.Kernel];
        int[] front = new int[kernel.Length];
        for (int axis = 0; axis < kernel.Length; axis++)
        {
            int before = padding - sliding.Begin[axis];
            int behind = padding - sliding.End[axis];
            if (before % sliding.Dilation[axis] != 0 || behind % sliding.Dilation[axis] != 0)
            {
                throw new RefusedException(
                    $"its padding [{string.Join(", ", sliding.Begin.Concat(sliding.End))}] is not the same on all sides, nor by whole taps {sliding.Dilation[axis]} apart");
            }

            front[axis] = before / sliding.Dilation[axis];
            kernel[axis] += front[axis] + (behind / sliding.Dilation[axis]);
        }

        return (kernel, front);
    }

    private static float[] Widen(float[] values, int[] kernel, int[] widened, int[] front)
    {
        int taps = (int)Product(kernel);
        int width = kernel[^1];
        float[] result = new float[values.Length / taps * Product(widened)];
        for (int row = 0; row < values.Length / width; row++)
        {
            int rows = taps / width;
            int target = (row / rows * (widened.Length == 1 ? 1 : widened[0])) + (row % rows) + (widened.Length == 1 ? 0 : front[0]);
            values.AsSpan(row * width, width).CopyTo(result.AsSpan((target * widened[^1]) + front[^1]));
        }

        return result;
    }

    private static long Product(int[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}
