using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The channels that several branches give, those of one behind those of the other.</summary>
[LayerAttribute("Concat")]
internal sealed record Concat(string Text, EquatableArray<string> Branches) : JoinLayer(Text, Branches), ILowerable
{
    public override string NamePrefix => "concat";

    public override string CanonicalText => "Concat";

    public override string? ChainLabel => "concat";

    public static Concat Read(LayerDeclaration declaration) => new(declaration.Text, Names(declaration));

    public override Shape? InferShape(IReadOnlyList<Shape> inputs, DiagnosticBag findings)
    {
        Shape first = inputs[0];
        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i] with { Channels = first.Channels } != first)
            {
                findings.Report(
                    DiagnosticId.BranchesDiffer,
                    Text,
                    Branches[0],
                    first.ToString(),
                    Chain(findings, 0),
                    Branches[i],
                    inputs[i].ToString(),
                    Chain(findings, i),
                    first.Rank == inputs[i].Rank
                        ? "Give both the same strides, and padding that makes up for the size of the kernels."
                        : "Flatten both, or neither.");
                return null;
            }
        }

        long channels = inputs.Sum(input => (long)input.Channels);
        return findings.RequireFits($"The output of {Text}", "Use fewer filters in its branches, or pooling before it.", [channels, .. first.Dimensions.Skip(1).Select(size => (long)size)])
            ? first with { Channels = (int)channels }
            : null;
    }

    public override ValueRange Range(IReadOnlyList<ValueRange> inputs) =>
        new(inputs.Min(input => input.Least), inputs.Max(input => input.Greatest));

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new ConcatOperation(name, inputs, output);
}
