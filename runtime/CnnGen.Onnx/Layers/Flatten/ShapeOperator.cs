using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>Flatten, Reshape and Squeeze, where they make a vector of what they read.</summary>
/// <import operators="Flatten, Reshape, Squeeze">`Flatten`, where they make a vector of each sample <refused>other shapes</refused></import>
internal static class ShapeOperator
{
    [ModuleInitializer]
    internal static void Register()
    {
        OperatorKinds.Add("Flatten", ReadFlatten);
        OperatorKinds.Add("Reshape", ReadReshape, takesAnyForm: true);
        OperatorKinds.Add("Squeeze", ReadSqueeze);
    }

    private static void ReadFlatten(Node node, Chain chain)
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

    private static void ReadReshape(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long[] target = node.Integers(1, "shape");
        bool keepsZeros = node.Integer("allowzero", 0) != 0;

        // 0 keeps the batch, −1 computes it; 1 is what a model was saved with that runs sample by sample.
        bool keepsBatch = target.Length > 0 && (target[0] is 1 or -1 || (target[0] == 0 && !keepsZeros));
        bool isShape = keepsBatch && target.Skip(1).SequenceEqual(shape.Select(size => (long)size));
        if (chain.Form == ValueForm.Groups && isShape)
        {
            chain.Form = ValueForm.Usual;
        }
        else if (chain.Form == ValueForm.Usual && keepsBatch && target is [not -1, > 0 and <= int.MaxValue and var groups, -1] && shape[0] % groups == 0)
        {
            (chain.Form, chain.Groups) = (ValueForm.Groups, (int)groups);
        }
        else if (chain.Form == ValueForm.Usual && keepsBatch && target.Length == 2 && (target[1] == chain.Size || (target[1] == -1 && target[0] != -1)))
        {
            Flatten(chain, shape);
        }
        else if (chain.Form != ValueForm.Usual || !isShape)
        {
            throw new RefusedException(
                $"it makes [{string.Join(", ", target.Take(8))}] of {string.Join('×', shape)} a sample, and CnnGen only flattens, to [0, {chain.Size}]");
        }
    }

    private static void ReadSqueeze(Node node, Chain chain)
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

    /// <summary>Flattens, where there is something to flatten.</summary>
    public static void Flatten(Chain chain, IReadOnlyList<int> shape)
    {
        if (shape.Count > 1)
        {
            chain.Append(new ImportedLayer(new Flatten()), [chain.Size]);
        }
    }
}
