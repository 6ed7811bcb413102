using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Layers;

/// <summary>What a norm adds to a variance.</summary>
internal static class NormEpsilon
{
    /// <exception cref="RefusedException">It is none that the layer has.</exception>
    public static float Of(Node node, string layer)
    {
        float epsilon = node.Float("epsilon", BatchNorm.DefaultEpsilon);
        return epsilon >= 1e-30f && float.IsFinite(epsilon)
            ? epsilon
            : throw new RefusedException($"its epsilon is {epsilon}, and CnnGen's {layer} has an epsilon above 1E-30");
    }
}
