using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Channels × height × width as one vector, in the order in which they lie.</summary>
internal sealed record Flatten(string Text) : Layer(Text)
{
    public override string Stem => "flatten";

    public override string? Step => "flatten";

    public override Shape? Infer(Shape input, FindingSink findings) => Shape.Vector((int)input.Size);

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new ElementwiseOperation(Activation.None, name, input, output);
}
