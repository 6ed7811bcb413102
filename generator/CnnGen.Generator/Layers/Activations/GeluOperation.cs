using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>x · Φ(x) of each value, and its gradient by x.</summary>
internal sealed class GeluOperation(string name, Tensor input, Tensor output) : ElementwiseOperation(Activation.None, name, input, output)
{
    protected override string InferenceFunction => "GeluFunction";

    protected override string Description => " -> GELU";

    protected override bool DifferentiatesByArgument => true;

    protected override string Apply(string value) => $"LaneMath.Gelu({value})";

    protected override string Differentiate(string gradient, string argument) => $"LaneMath.GeluGradient({gradient}, {argument})";
}
