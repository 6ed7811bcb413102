using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Channels × height × width as one vector, in the order in which they lie.</summary>
internal sealed record Flatten(string Text) : Layer(Text)
{
    public override string Stem => "flatten";

    public override string Signature => "Flatten";

    public override string? Step => "flatten";

    public override Shape? Infer(Shape input, FindingSink findings) => Shape.Vector((int)input.Size);

    public override ValueRange Range(ValueRange input) => input;

    public override bool PassesValues => true;

    public override void Advise(ShapedNetwork network, Node node, FindingSink findings)
    {
        if (node.Input.Rank == Rank.Vector)
        {
            findings.Report(DiagnosticId.NoEffect, Text, $"its input is a vector of {node.Input} already");
        }
    }

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new ElementwiseOperation(Activation.None, name, input, output);
}
