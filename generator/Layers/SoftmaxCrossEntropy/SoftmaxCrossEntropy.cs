using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Softmax over the scores, and the cross entropy −ln p(label) as the loss.</summary>
internal sealed record SoftmaxCrossEntropy(string Text) : Loss(Text)
{
    public override string Stem => "softmax";

    public override string Signature => "SoftmaxCrossEntropy";

    protected override string Outputs => "classes";

    public override double? LargestProbability(ValueRange scores, long count) =>
        1 / (1 + ((count - 1) * Math.Exp(scores.Least - scores.Greatest)));

    public override void Advise(ShapedNetwork network, Node node, FindingSink findings)
    {
        if (node.Input.Size == 1)
        {
            findings.Report(DiagnosticId.OneScore, Text);
        }
    }

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new SoftmaxCrossEntropyOperation(name, input, output);
}
