using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>Each output from each input: out(o) = bias(o) + Σ weight(o, i) · in(i).</summary>
internal sealed record FullyConnected(string Text, int Outputs, bool Bias) : Layer(Text)
{
    public override string Stem => "fc";

    public override string? Step => "fully connected";

    public override Shape? FixedOutput => Outputs is > 0 and <= (int)FindingSink.LargestTensor ? Shape.Vector(Outputs) : null;

    public static FullyConnected Read(LayerDeclaration declaration) =>
        new(declaration.Text, declaration.Integer("outputs", 0), declaration.Flag("Bias", true));

    public override void CheckSizes(FindingSink findings) => findings.Positive("outputs", Outputs);

    public override Shape? Infer(Shape input, FindingSink findings)
    {
        if (input.Rank != Rank.Vector)
        {
            findings.Report(DiagnosticId.NeedsFlatten, Text, input.ToString(), findings.Chain, Literal.Of(input.Size));
        }

        return findings.Holds($"The output of {Text}", "Use fewer outputs.", Outputs) ? FixedOutput : null;
    }

    public override long ParameterCount(Shape input) => (input.Size + (Bias ? 1 : 0)) * Outputs;

    public override long MultiplyAdds(Shape input, Shape output) => input.Size * Outputs;

    public override bool FusesActivation => true;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new FullyConnectedOperation(this, name, input, output);
}
