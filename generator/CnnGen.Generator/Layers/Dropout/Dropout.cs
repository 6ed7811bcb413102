using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Drops values in training, and makes the others larger by as much.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rate">The probability with which a value is dropped.</param>
[LayerAttribute("Dropout")]
internal sealed record Dropout(string Text, float Rate) : Layer(Text), ILowerable
{
    public override string NamePrefix => "dropout";

    public override string CanonicalText => $"Dropout({Literal.Shortest(Rate)})";

    // Predictions take values as they are.
    public override bool PassesValues => true;

    public static Dropout Read(LayerDeclaration declaration) => new(declaration.Text, (float)declaration.Number("rate", 0));

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (!(Rate is >= 0 and < 1))
        {
            findings.Report(DiagnosticId.RateOutOfRange, Text, float.IsNaN(Rate) ? "not a number" : Literal.Shortest(Rate));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public override ValueRange Range(ValueRange input) => input;

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (Rate == 0)
        {
            findings.Report(DiagnosticId.NoEffect, Text, "it drops nothing");
        }
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new DropoutOperation(this, name, inputs[0], output);
}
