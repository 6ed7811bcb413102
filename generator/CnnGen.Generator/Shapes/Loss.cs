using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>The end of a network: what its outputs mean, and what training makes small.</summary>
internal abstract record Loss(string Text) : Layer(Text)
{
    /// <summary>How many outputs the fully connected layer in front of it has, in a word: <c>classes</c>.</summary>
    protected abstract string Outputs { get; }

    /// <summary>
    /// The largest probability that it can make of <paramref name="count"/> scores in <paramref name="scores"/>;
    /// <see langword="null"/> for a loss that takes scores as they are.
    /// </summary>
    public virtual double? LargestProbability(ValueRange scores, long count) => null;

    public override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        if (input.Rank == Rank.Vector)
        {
            return input;
        }

        // A convolution of 1×1 mostly gives a channel for each score, whose places are to be averaged.
        string layers = $"[Flatten, FullyConnected({Outputs})]";
        string wayOut = findings.Shapes?.LastStep == "conv 1"
            ? $"GlobalAveragePool, which makes a score of each of the {Literal.Of(input.Channels)} channels, or {layers}"
            : layers;
        findings.Report(DiagnosticId.LossNeedsVector, Text, input.ToString(), findings.Chain, wayOut);
        return null;
    }
}
