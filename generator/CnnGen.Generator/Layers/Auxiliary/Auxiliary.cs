using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A head beside the network: what it reads is passed on, and the scores that its branch makes of it are taught as the network's
/// are, by a loss of their own (Szegedy et al., Going Deeper with Convolutions, 2015).
/// </summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Branches">What messages call the input itself and the head.</param>
/// <param name="Weight">By how much its loss counts.</param>
[LayerAttribute("Auxiliary")]
internal sealed record Auxiliary(string Text, EquatableArray<string> Branches, float Weight) : HeadLayer(Text, Branches), ILowerable
{
    public override string NamePrefix => "auxiliary";

    public override string CanonicalText => "Auxiliary";

    public override string? Option => $"Weight = {Literal.Shortest(Weight)}";

    public override bool FusesActivation => false;

    public override bool PassesValues => true;

    public static Auxiliary Read(LayerDeclaration declaration) =>
        new(declaration.Text, Names(declaration), (float)declaration.Number("Weight", 0.3));

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (!(Weight is > 0 and <= float.MaxValue))
        {
            findings.Report(DiagnosticId.WeightOutOfRange, Text, Literal.InWords(Weight));
        }
    }

    public override Shape? InferShape(IReadOnlyList<Shape> inputs, DiagnosticBag findings) => inputs[0];

    public override ValueRange Range(IReadOnlyList<ValueRange> inputs) => inputs[0];

    public override void CheckLoss(Loss loss, Shape scores, Shape head, ShapeChain chain, DiagnosticBag findings)
    {
        if (loss is not SoftmaxCrossEntropy)
        {
            findings.Report(DiagnosticId.HeadDoesNotFit, Text, $"the loss here is {loss.Text}", $"Use SoftmaxCrossEntropy for that, or remove {Text}.");
        }
        else if (scores.Rank == Rank.Vector && head != scores)
        {
            string classes = Literal.Of(scores.Size);
            findings.Report(
                DiagnosticId.HeadDoesNotFit,
                Text,
                $"{Branches[1]} gives {(head.Rank == Rank.Vector ? $"{Literal.Of(head.Size)} scores" : head.ToString())}{chain} for {classes} classes",
                $"Let {Branches[1]} end in {(head.Rank == Rank.Vector ? string.Empty : "Flatten, ")}FullyConnected({classes}).");
        }
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) =>
        new SoftmaxCrossEntropyOperation(smoothing: 0, Weight, name, inputs[0], output);
}
