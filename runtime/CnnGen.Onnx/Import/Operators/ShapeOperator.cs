using CnnGen.Onnx.Layers;

namespace CnnGen.Onnx.Import.Operators;

/// <summary>Flatten, Reshape and Squeeze, where they make a vector of what they read, and on constants.</summary>
internal static class ShapeOperator
{
    public static void ReadFlatten(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long axis = node.Integer("axis", 1);
        if ((axis < 0 ? axis + shape.Count + 1 : axis) != 1)
        {
            throw new RefusedException($"with axis = {axis} its rows are not the samples");
        }

        Flatten(chain, shape);
    }

    public static void ReadReshape(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long[] target = node.Integers(1, "shape");
        bool keepsZeros = node.Integer("allowzero", 0) != 0;

        // 0 keeps the batch, −1 computes it; 1 is what a model was saved with that runs sample by sample.
        bool keepsBatch = target.Length > 0 && (target[0] is 1 or -1 || (target[0] == 0 && !keepsZeros));
        if (keepsBatch && target.Length == 2 && (target[1] == chain.Size || (target[1] == -1 && target[0] != -1)))
        {
            Flatten(chain, shape);
        }
        else if (!keepsBatch || !target.Skip(1).SequenceEqual(shape.Select(size => (long)size)))
        {
            throw new RefusedException(
                $"it makes [{string.Join(", ", target.Take(8))}] of {string.Join('×', shape)} a sample, and CnnGen only flattens, to [0, {chain.Size}]");
        }
    }

    public static void ReadSqueeze(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long[]? axes = node.OperatorSet < 13
            ? node.IntegerList("axes")?.ToArray()
            : node.HasInput(1) ? node.Integers(1, "axes") : null;
        int rank = shape.Count + 1;
        bool takesPlane = axes is not null
            && axes.Select(axis => axis < 0 ? axis + rank : axis).Distinct().Order().SequenceEqual(Enumerable.Range(2, shape.Count - 1).Select(axis => (long)axis));
        if (!takesPlane || shape.Skip(1).Any(size => size != 1))
        {
            throw new RefusedException($"it takes dimensions out of {string.Join('×', shape)} so that no vector is left for each sample");
        }

        Flatten(chain, shape);
    }

    /// <summary>What such a node makes of a constant.</summary>
    public static Constant Fold(Node node, Constant constant, Budget budget) => node.Operation switch
    {
        "Identity" => constant,
        "Reshape" => Reshape(constant, node.Integers(1, "shape"), node.Integer("allowzero", 0) != 0),
        "Transpose" => Transpose(constant, node.IntegerList("perm"), budget),
        _ => throw new RefusedException("it is computed from constants alone, of which only Identity, Reshape and Transpose are worked out here"),
    };

    /// <summary>Flattens, where there is something to flatten.</summary>
    public static void Flatten(Chain chain, IReadOnlyList<int> shape)
    {
        if (shape.Count > 1)
        {
            chain.Append(new ImportedLayer(PlainLayer.Flatten), [chain.Size]);
        }
    }

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

    private static Constant Transpose(Constant constant, IReadOnlyList<long>? permutation, Budget budget)
    {
        int rank = constant.Shape.Count;
        int[] order = permutation is null
            ? [.. Enumerable.Range(0, rank).Reverse()]
            : [.. permutation.Select(axis => (int)Math.Clamp(axis, -1, int.MaxValue))];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank)))
        {
            throw new RefusedException($"its perm is [{string.Join(", ", order.Take(8))}], which is no order of the {rank} dimensions of {constant.Size}");
        }

        budget.Spend((long)constant.Count * Math.Max(1, rank));
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
