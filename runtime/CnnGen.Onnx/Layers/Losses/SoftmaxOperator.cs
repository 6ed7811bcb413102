using System.Runtime.CompilerServices;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>Softmax, at the end of the network.</summary>
/// <import operators="Softmax">`SoftmaxCrossEntropy` <refused>elsewhere than at the end; along other axes than all scores. By default that is axis 1
/// and all after it before operator set 13, the last axis from there on</refused></import>
internal static class SoftmaxOperator
{
    /// <summary>From here on Softmax runs along one axis, by default the last; before, along all from one on, by default the second.</summary>
    private const int OneAxis = 13;

    [ModuleInitializer]
    internal static void Register() => OperatorKinds.Add("Softmax", Read);

    private static void Read(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        bool oneAxis = node.OperatorSet >= OneAxis;
        long axis = node.Integer("axis", oneAxis ? -1 : 1);
        axis = axis < 0 ? axis + shape.Count + 1 : axis;
        bool coversPlane = !oneAxis || shape.Skip(1).All(size => size == 1);
        if (axis != 1 || !coversPlane)
        {
            throw new RefusedException(
                $"along axis {axis} of {string.Join('×', shape)} a sample it is not over all scores of a sample, as CnnGen's is");
        }

        ShapeOperator.Flatten(chain, shape);
        chain.Close();
    }
}
