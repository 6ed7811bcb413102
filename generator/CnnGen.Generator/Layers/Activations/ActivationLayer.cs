using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>An activation on each value by itself.</summary>
[LayerAttribute("ReLU")]
[LayerAttribute("LeakyReLU")]
[LayerAttribute("Sigmoid")]
[LayerAttribute("Tanh")]
internal sealed record ActivationLayer(Activation Applied, string Text) : Layer(Text), ILowerable
{
    private const double DefaultSlope = 0.01;

    public override Activation Function => Applied;

    public override string NamePrefix => Applied.Kind.ToString().ToLowerInvariant();

    public override string CanonicalText => Applied.ToString();

    public static ActivationLayer Read(LayerDeclaration declaration)
    {
        Activation function = declaration.Kind switch
        {
            "ReLU" => Activation.ReLU,
            "LeakyReLU" => new Activation(ActivationKind.LeakyReLU, (float)declaration.Number("slope", DefaultSlope)),
            "Sigmoid" => Activation.Sigmoid,
            _ => Activation.Tanh,
        };
        return new ActivationLayer(function, declaration.Text);
    }

    public override void CheckSizes(DiagnosticBag findings)
    {
        if (Applied.Kind == ActivationKind.LeakyReLU && !(Applied.Slope >= 0 && Applied.Slope <= float.MaxValue))
        {
            findings.Report(DiagnosticId.SlopeOutOfRange, Text, Literal.InWords(Applied.Slope));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings) => input;

    public override ValueRange Range(ValueRange input) => Applied.Range(input);

    // One message for each activation that has to go, so that all can be removed at once.
    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        ValueRange read = network.RangeBefore(node);
        if (Applied.IsRectifier && read.Least >= 0)
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

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new ElementwiseOperation(Applied, name, inputs[0], output);

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
        if (Applied == Activation.ReLU && arePassed && loss.LargestProbability(new ValueRange(0, 0), scores) is { } even and < 1)
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
