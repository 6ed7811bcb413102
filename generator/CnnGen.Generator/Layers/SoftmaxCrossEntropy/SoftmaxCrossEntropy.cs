using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Softmax over the scores, and the cross entropy −ln p(label) as the loss.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Smoothing">The part of a label that is shared out evenly among all classes.</param>
[LayerAttribute("SoftmaxCrossEntropy")]
internal sealed record SoftmaxCrossEntropy(string Text, float Smoothing) : Loss(Text), ILowerable
{
    public override string NamePrefix => "softmax";

    public override string CanonicalText =>
        $"SoftmaxCrossEntropy{(Smoothing == 0 ? string.Empty : $"(LabelSmoothing = {Literal.Shortest(Smoothing)})")}";

    public static SoftmaxCrossEntropy Read(LayerDeclaration declaration) =>
        new(declaration.Text, (float)declaration.Number("LabelSmoothing", 0));

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (!(Smoothing is >= 0 and < 1))
        {
            findings.Report(DiagnosticId.SmoothingOutOfRange, Text, float.IsNaN(Smoothing) ? "not a number" : Literal.Shortest(Smoothing));
        }
    }

    protected override string Outputs => "classes";

    public override double? LargestProbability(ValueRange scores, long count) =>
        1 / (1 + ((count - 1) * Math.Exp(scores.Least - scores.Greatest)));

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (node.Input.Size == 1)
        {
            findings.Report(DiagnosticId.OneScore, Text);
        }
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new SoftmaxCrossEntropyOperation(Smoothing, share: 1, name, inputs[0], output);
}
