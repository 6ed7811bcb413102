namespace CnnGen.Onnx.Import;

/// <summary>How a window slides in each direction.</summary>
/// <param name="Kernel">Its sizes: height and width, or the length.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one tap to the next.</param>
/// <param name="Begin">The padding in front.</param>
/// <param name="End">The padding behind.</param>
internal sealed record Sliding(int[] Kernel, int[] Stride, int[] Dilation, int[] Begin, int[] End)
{
    private const long Most = 1 << 24;

    public bool IsPadded => Begin.Concat(End).Any(padding => padding > 0);

    /// <summary>Reads the attributes that convolutions and pools share.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="plane">Height and width, or the length; <see langword="null"/> where they are not known.</param>
    /// <exception cref="RefusedException">They are not what they should be.</exception>
    public static Sliding Read(Node node, int[] kernel, int[]? plane)
    {
        int axes = kernel.Length;
        int[] stride = List(node, "strides", axes, least: 1) ?? Repeat(1, axes);
        int[] dilation = Meant(kernel, List(node, "dilations", axes, least: 1) ?? Repeat(1, axes));
        int[] pads = List(node, "pads", 2 * axes, least: 0) ?? Repeat(0, 2 * axes);
        var sliding = new Sliding(kernel, stride, dilation, pads[..axes], pads[axes..]);
        string auto = node.Text("auto_pad", "NOTSET");
        return auto switch
        {
            "NOTSET" => sliding,
            "VALID" => sliding with { Begin = Repeat(0, axes), End = Repeat(0, axes) },
            "SAME_UPPER" or "SAME_LOWER" => plane is null ? sliding : sliding.Same(plane, upper: auto == "SAME_UPPER"),
            _ => throw new RefusedException($"its auto_pad is '{auto}', and NOTSET, VALID, SAME_UPPER or SAME_LOWER is expected"),
        };
    }

    /// <summary>The same windows with one stride in all directions, where there is one: where there is a single window it means nothing.</summary>
    /// <param name="plane">Height and width, or the length.</param>
    /// <param name="ceiling">Whether a window may begin that does not end.</param>
    /// <exception cref="RefusedException">There are no windows.</exception>
    public Sliding WithOneStride(int[] plane, bool ceiling = false)
    {
        int[] output = Output(plane, ceiling);
        return Stride.Distinct()
            .Where(stride => Stride.Zip(output).All(axis => axis.First == stride || axis.Second == 1))
            .Select(stride => this with { Stride = Repeat(stride, Stride.Length) })
            .FirstOrDefault(sliding => sliding.Output(plane, ceiling).SequenceEqual(output)) ?? this;
    }

    /// <summary>The window of a node.</summary>
    public static int[] KernelOf(Node node, int axes) => List(node, "kernel_shape", axes, least: 1)
        ?? throw new RefusedException("its kernel_shape is missing");

    /// <summary>The windows in each direction.</summary>
    /// <param name="plane">Height and width, or the length.</param>
    /// <param name="ceiling">Whether a window may begin that does not end.</param>
    /// <exception cref="RefusedException">There are none.</exception>
    public int[] Output(int[] plane, bool ceiling = false) => [.. plane.Select((size, axis) =>
    {
        long room = (long)size + Begin[axis] + End[axis] - Extent(axis);
        if (room < 0)
        {
            throw new RefusedException($"its window of {string.Join('×', Kernel)} is larger than its input of {string.Join('×', plane)}");
        }

        long count = ((ceiling ? room + Stride[axis] - 1 : room) / Stride[axis]) + 1;

        // No window may begin behind the input.
        count = ceiling && (count - 1) * Stride[axis] >= (long)size + Begin[axis] ? count - 1 : count;
        return count <= int.MaxValue ? (int)count : throw new RefusedException($"it has {count} windows");
    })];

    private Sliding Same(int[] plane, bool upper)
    {
        int[] begin = new int[plane.Length];
        int[] end = new int[plane.Length];
        for (int axis = 0; axis < plane.Length; axis++)
        {
            long count = ((long)plane[axis] + Stride[axis] - 1) / Stride[axis];
            long total = Math.Max(0, ((count - 1) * Stride[axis]) + Extent(axis) - plane[axis]);
            long smaller = total / 2;
            if (total > Most)
            {
                throw new RefusedException($"its padding would be {total}");
            }

            begin[axis] = (int)(upper ? smaller : total - smaller);
            end[axis] = (int)(upper ? total - smaller : smaller);
        }

        return this with { Begin = begin, End = end };
    }

    // Along a side of 1 there is nothing between taps, however far they would be apart.
    private static int[] Meant(int[] kernel, int[] dilation)
    {
        int most = kernel.Zip(dilation).Where(axis => axis.First > 1).Select(axis => axis.Second).DefaultIfEmpty(1).Max();
        return [.. kernel.Zip(dilation, (size, taps) => size > 1 ? taps : most)];
    }

    private long Extent(int axis) => ((long)(Kernel[axis] - 1) * Dilation[axis]) + 1;

    private static int[]? List(Node node, string name, int count, int least)
    {
        if (node.IntegerList(name) is not { } list)
        {
            return null;
        }

        return list.Count == count && list.All(value => value >= least && value <= Most)
            ? [.. list.Select(value => (int)value)]
            : throw new RefusedException(
                $"its {name} are [{string.Join(", ", list.Take(8))}], and {count} whole numbers from {least} to {Most} are expected");
    }

    private static int[] Repeat(int value, int count) => [.. Enumerable.Repeat(value, count)];
}
