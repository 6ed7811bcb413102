using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The end of a network: what its outputs mean, and what training makes small.</summary>
internal abstract record Loss(string Text) : Layer(Text)
{
    public sealed override bool IsLoss => true;

    /// <summary>How many outputs the fully connected layer in front of it has, in a word: <c>classes</c>.</summary>
    protected abstract string Outputs { get; }

    public override Shape? Infer(Shape input, FindingSink findings)
    {
        if (input.Rank == Rank.Vector)
        {
            return input;
        }

        findings.Report(DiagnosticId.LossNeedsVector, Text, input.ToString(), findings.Chain, Outputs);
        return null;
    }
}
