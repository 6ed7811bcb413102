using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Each output from each input: out(o) = bias(o) + Σ weight(o, i) · in(i).</summary>
[LayerAttribute("FullyConnected")]
internal sealed record FullyConnected(string Text, int Outputs, bool Bias) : Layer(Text), ILowerable
{
    /// <summary>
    /// Weights of 64 MiB, with gradient and momentum three times that: more than the caches of a desktop's processor hold,
    /// so that each training step waits for memory.
    /// </summary>
    private const long ManyParameters = 1 << 24;

    /// <summary>
    /// Height times width of the largest image that networks in wide use flatten, 7×7 in VGG-16: its first fully connected
    /// layer has 102,764,544 parameters, and is meant.
    /// </summary>
    private const long MostPositions = 7 * 7;

    public override string NamePrefix => "fc";

    public override string CanonicalText => $"FullyConnected({Literal.Of(Outputs)}, Bias = {Literal.Of(Bias)})";

    public override string? ChainLabel => "fully connected";

    public override Shape? FixedOutput => Outputs is > 0 and <= (int)DiagnosticBag.LargestTensor ? Shape.Vector(Outputs) : null;

    public static FullyConnected Read(LayerDeclaration declaration) =>
        new(declaration.Text, declaration.Integer("outputs", 0), declaration.Flag("Bias", true));

    public override void CheckSizes(DiagnosticBag findings) => findings.RequirePositive("outputs", Outputs);

    public override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        if (input.Rank != Rank.Vector)
        {
            findings.Report(DiagnosticId.NeedsFlatten, Text, input.ToString(), findings.Chain, Literal.Of(input.Size));
        }

        return findings.RequireFits($"The output of {Text}", "Use fewer outputs.", Outputs) ? FixedOutput : null;
    }

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        BatchNorm.AdviseBias(network, node, Bias, findings);
        long parameters = ParameterCount(node.Input);
        if (parameters >= ManyParameters && FlattenedImage(network, node) is { } image && (long)image.Height * image.Width > MostPositions)
        {
            int poolHeight = Math.Min(2, image.Height);
            int poolWidth = Math.Min(2, image.Width);
            Shape pooled = Shape.Image(image.Channels, image.Height / poolHeight, image.Width / poolWidth);
            findings.Report(
                DiagnosticId.WideLayer,
                Text,
                Literal.Grouped(parameters),
                Literal.Rounded(100.0 * parameters / network.ParameterCount),
                image.ToString(),
                Literal.Grouped(image.Size),
                poolHeight == poolWidth ? "MaxPool2D(2)" : $"MaxPool2D({Literal.Of(poolHeight)}, {Literal.Of(poolWidth)})",
                Literal.Grouped(ParameterCount(pooled)));
        }
    }

    private static Shape? FlattenedImage(ShapedNetwork network, Node node)
    {
        for (Node? before = network.Before(node); before?.Layer is Flatten or ActivationLayer; before = network.Before(before))
        {
            if (before.Input.Rank == Rank.Image)
            {
                return before.Input;
            }
        }

        return null;
    }

    public override bool Learns => true;

    public override long ParameterCount(Shape input) => (input.Size + (Bias ? 1 : 0)) * Outputs;

    public override long MultiplyAdds(Shape input, Shape output) => input.Size * Outputs;

    public override int OutputCount => Outputs;

    public override string OutputNoun => "output";

    public override Layer WithOutputCount(int width) => this with { Outputs = width };

    public override bool FusesActivation => true;

    public override string WayToFewerBytes => $"Use fewer outputs, or more pooling in front of {Text}";

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new FullyConnectedOperation(this, name, inputs[0], output);
}
