using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>An activation on each value by itself.</summary>
internal sealed record ActivationLayer(Activation Function, string Text) : Layer(Text)
{
    private const double DefaultSlope = 0.01;

    public override string NamePrefix => Function.Kind.ToString().ToLowerInvariant();

    public override string CanonicalText => Function.ToString();

    public static ActivationLayer ReadLeaky(LayerDeclaration declaration) =>
        new(new Activation(ActivationKind.LeakyReLU, (float)declaration.Number("slope", DefaultSlope)), declaration.Text);

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (Function.Kind == ActivationKind.LeakyReLU && !(Function.Slope >= 0 && Function.Slope <= float.MaxValue))
        {
            findings.Report(DiagnosticId.SlopeOutOfRange, Text, Literal.InWords(Function.Slope));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public override ValueRange Range(ValueRange input) => Function.Range(input);

    // One message for each activation that has to go, so that all can be removed at once.
    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        ValueRange read = network.RangeBefore(node);
        if (Function.IsRectifier && read.Least >= 0)
        {
            AdviseWithoutEffect(network, node, read, findings);
        }
        else if (!AdviseBeforeLoss(network, node, findings) && ActivationInFront(network, node) is { } other)
        {
            findings.Report(
                DiagnosticId.ActivationBehindActivation,
                Text,
                other.Text,
                $"of {read} it makes {Range(read)}, where it could give {Range(ValueRange.All)}. Remove one of the two, or put a layer that learns between them.");
        }
    }

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new ElementwiseOperation(Function, name, input, output);

    private void AdviseWithoutEffect(ShapedNetwork network, Node node, ValueRange read, DiagnosticBag findings)
    {
        if (ActivationInFront(network, node) is { } other)
        {
            findings.Report(
                DiagnosticId.ActivationBehindActivation, Text, other.Text, $"it has no effect, since what it reads is {read}. Remove it.");
            return;
        }

        Node source = network.Before(node)!;
        while (source.Layer is not ActivationLayer)
        {
            source = network.Before(source)!;
        }

        findings.Report(DiagnosticId.NoEffect, Text, $"what it reads comes from {source.Layer.Text} and is never negative");
    }

    private bool AdviseBeforeLoss(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        ValueRange given = Range(ValueRange.All);
        bool arePassed = true;
        foreach (Layer behind in network.Behind(node).Select(other => other.Layer).TakeWhile(layer => layer is not Loss))
        {
            // Behind a layer that learns, scores may be anything again.
            if (behind.Range(given) == ValueRange.All)
            {
                return false;
            }

            arePassed &= behind.PassesValues || behind is ActivationLayer;
        }

        (var loss, long scores) = ((Loss)network.Loss.Layer, network.Loss.Input.Size);
        if (given.IsBounded && loss.LargestProbability(given, scores) is { } largest and < 1)
        {
            findings.Report(
                DiagnosticId.ScoresSqueezed,
                Text,
                given.ToString(),
                loss.Text,
                Literal.Rounded(100 * largest),
                Literal.Rounded(-Math.Log(largest)));
            return true;
        }

        // Averages of what a rectifier has cut off are another matter: networks that end with them learn well.
        if (Function == Activation.ReLU && arePassed && loss.LargestProbability(new ValueRange(0, 0), scores) is { } even and < 1)
        {
            findings.Report(DiagnosticId.ScoresCutOff, Text, loss.Text, Literal.Rounded(100 * even));
            return true;
        }

        return false;
    }

    // Flattening moves values and computes nothing.
    private static ActivationLayer? ActivationInFront(ShapedNetwork network, Node node)
    {
        Node? before = network.Before(node);
        while (before?.Layer is Flatten)
        {
            before = network.Before(before);
        }

        return before?.Layer as ActivationLayer;
    }
}
