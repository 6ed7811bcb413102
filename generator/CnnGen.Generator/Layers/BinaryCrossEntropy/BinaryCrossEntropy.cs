using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The logistic function of one score as the probability of class 1, and its cross entropy as the loss.</summary>
[LayerAttribute("BinaryCrossEntropy")]
internal sealed record BinaryCrossEntropy(string Text) : Loss(Text), ILowerable
{
    public override string NamePrefix => "bce";

    public override string CanonicalText => "BinaryCrossEntropy";

    protected override string Outputs => "1";

    public override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        Shape? scores = base.InferShape(input, findings);
        if (scores is { Size: > 1 })
        {
            findings.Report(DiagnosticId.LossNeedsOneScore, Text, Literal.Of(input.Size), findings.Chain);
            return null;
        }

        return scores;
    }

    // A class is as likely as the other one is not: a score far below 0 tells as much as one far above.
    public override double? LargestProbability(ValueRange scores, long count) =>
        1 / (1 + Math.Exp(-Math.Max(scores.Greatest, -scores.Least)));

    public static BinaryCrossEntropy Read(LayerDeclaration declaration) => new(declaration.Text);

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new BinaryCrossEntropyOperation(name, inputs[0], output);
}
