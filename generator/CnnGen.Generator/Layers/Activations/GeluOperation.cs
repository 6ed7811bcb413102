using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>x · Φ(x) of each value, and its gradient by x.</summary>
internal sealed class GeluOperation(string name, Tensor input, Tensor output) : ElementwiseOperation(Activation.None, name, input, output)
{
    protected override string InferenceFunction => "GeluFunction";

    protected override string Description => " -> GELU";

    protected override bool DifferentiatesByArgument => true;

    protected override Lanes Apply(Lanes value) => Lanes.Apply(LaneFunction.Gelu, value);

    protected override Lanes Differentiate(Lanes gradient, Lanes argument) => Lanes.Apply(LaneFunction.GeluGradient, gradient, argument);
}
