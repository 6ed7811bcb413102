using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Channels × height × width as one vector, in the order in which they lie.</summary>
[LayerAttribute("Flatten")]
internal sealed record Flatten(string Text) : Layer(Text), ILowerable
{
    public override string NamePrefix => "flatten";

    public override string CanonicalText => "Flatten";

    public override string? ChainLabel => "flatten";

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => Shape.Vector((int)input.Size);

    public override ValueRange Range(ValueRange input) => input;

    public override bool PassesValues => true;

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (node.Input.Rank == Rank.Vector)
        {
            findings.Report(DiagnosticId.NoEffect, Text, $"its input is a vector of {node.Input} already");
        }
    }

    public override bool OnlyRenamesPositions => true;

    public static Flatten Read(LayerDeclaration declaration) => new(declaration.Text);

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new ElementwiseOperation(Activation.None, name, inputs[0], output);
}
