using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>An activation on each value by itself.</summary>
internal sealed record ActivationLayer(Activation Function, string Text) : Layer(Text)
{
    public override string Stem => Function.ToString().ToLowerInvariant();

    public override Shape? Infer(Shape input, FindingSink findings) => input;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new ElementwiseOperation(Function, name, input, output);
}
