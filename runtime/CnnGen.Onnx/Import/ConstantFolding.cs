namespace CnnGen.Onnx.Import;

/// <summary>Nodes that are computed from constants alone.</summary>
internal static class ConstantFolding
{
    /// <summary>What such a node makes of a constant.</summary>
    public static Constant Fold(Node node, Constant constant, ImportLimits limits) => node.Operation switch
    {
        "Identity" => constant,
        "Reshape" => Reshape(constant, node.Integers(1, "shape"), node.Integer("allowzero", 0) != 0),
        "Transpose" => Transpose(constant, node.IntegerList("perm"), limits),
        _ => throw new RefusedException("it is computed from constants alone, of which only Identity, Reshape and Transpose are worked out here"),
    };

    private static Constant Reshape(Constant constant, long[] target, bool keepsZeros)
    {
        long[] sizes = [.. target.Select((size, axis) => size == 0 && !keepsZeros && axis < constant.Shape.Count ? constant.Shape[axis] : size)];
        long known = sizes.Where(size => size != -1).Aggregate(1L, (product, size) => size is < 0 or > int.MaxValue || product > int.MaxValue ? long.MaxValue : product * size);
        if (sizes.Count(size => size == -1) == 1 && known > 0 && constant.Count % known == 0)
        {
            sizes[Array.IndexOf(sizes, -1)] = constant.Count / known;
            known = constant.Count;
        }

        return known == constant.Count && !sizes.Contains(-1)
            ? constant with { Shape = [.. sizes.Select(size => (int)size)] }
            : throw new RefusedException($"it makes [{string.Join(", ", target.Take(8))}] of a constant {constant.Size}");
    }

    private static Constant Transpose(Constant constant, IReadOnlyList<long>? permutation, ImportLimits limits)
    {
        int rank = constant.Shape.Count;
        int[] order = permutation is null
            ? [.. Enumerable.Range(0, rank).Reverse()]
            : [.. permutation.Select(axis => (int)Math.Clamp(axis, -1, int.MaxValue))];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank)))
        {
            throw new RefusedException($"its perm is [{string.Join(", ", order.Take(8))}], which is no order of the {rank} dimensions of {constant.Size}");
        }

        limits.Spend((long)constant.Count * Math.Max(1, rank));
        int[] shape = [.. order.Select(axis => constant.Shape[axis])];
        int[] steps = new int[rank];
        for (int axis = rank - 1, step = 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= constant.Shape[axis];
        }

        int[] source = new int[constant.Count];
        for (int i = 0; i < source.Length; i++)
        {
            int rest = i;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                source[i] += rest % shape[axis] * steps[order[axis]];
                rest /= shape[axis];
            }
        }

        return new Constant(
            shape,
            constant.Floats is { } floats ? [.. source.Select(place => floats[place])] : null,
            constant.Integers is { } integers ? [.. source.Select(place => integers[place])] : null);
    }
}
