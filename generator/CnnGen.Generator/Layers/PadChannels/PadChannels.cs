using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Channels of zeros around those of an image or a signal.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Before">Those in front.</param>
/// <param name="After">Those behind.</param>
[LayerAttribute("PadChannels")]
internal sealed record PadChannels(string Text, int Before, int After) : Layer(Text), ILowerable
{
    public override string NamePrefix => "pad";

    public override string CanonicalText => $"PadChannels({Literal.Of(Before)}, {Literal.Of(After)})";

    public override string? ChainLabel => "pad channels";

    public static PadChannels Read(LayerDeclaration declaration) =>
        new(declaration.Text, declaration.Size("before", "both"), declaration.Size("after", "both"));

    public override void CheckSizes(DiagnosticBag findings)
    {
        foreach (int padding in new[] { Before, After }.Where(padding => padding < 0).Distinct())
        {
            findings.Report(DiagnosticId.NegativePadding, Text, "the number of channels", Literal.Of(padding));
        }
    }

    public override Shape? InferShape(Shape input, DiagnosticBag findings)
    {
        if (input.Rank != Rank.Signal && !Windows.Need(Rank.Image, input, Text, "PadChannels", findings))
        {
            return null;
        }

        long channels = (long)Math.Max(Before, 0) + input.Channels + Math.Max(After, 0);
        return findings.RequireFits($"The output of {Text}", "Pad fewer channels, or use pooling before it.", [channels, .. input.Dimensions.Skip(1).Select(size => (long)size)])
            ? input with { Channels = (int)channels }
            : null;
    }

    public override ValueRange Range(ValueRange input) => Before + After == 0 ? input : new(Math.Min(input.Least, 0), Math.Max(input.Greatest, 0));

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (node.Output == node.Input)
        {
            findings.Report(DiagnosticId.NoEffect, Text, "it adds no channel");
        }
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new PadChannelsOperation(this, name, inputs[0], output);
}
