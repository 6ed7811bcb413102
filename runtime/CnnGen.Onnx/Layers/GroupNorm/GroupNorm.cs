using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;

namespace CnnGen.Onnx.Layers;

/// <summary>Each group of channels normalised.</summary>
/// <param name="Parts">Groups.</param>
/// <param name="Epsilon">What is added to a variance.</param>
/// <export layers="GroupNorm">Reshape, InstanceNormalization, Reshape, Mul, Add, as PyTorch writes it: ONNX's GroupNormalization has a weight for
/// each channel only from operator set 21 on</export>
/// <import operators="GroupNormalization, InstanceNormalization">`GroupNorm`, with the Mul and Add after it in its weights; between two Reshapes to
/// (batch, groups, −1) and back, as PyTorch writes it, of these groups <refused>anything else between the Reshapes</refused></import>
internal sealed record GroupNorm(int Parts, float Epsilon) : Layer, IExportedLayer
{
    private const string Name = "GroupNorm";

    public override string NamePrefix => "gn";

    public override string CanonicalText => $"{Name}({Parts}, Epsilon = {NumberText.Of(Epsilon)})";

    public override string Attribute => Epsilon == BatchNorm.DefaultEpsilon ? $"{Name}({Parts})" : CanonicalText;

    // As PyTorch writes it: ONNX's GroupNormalization has a weight for each channel from operator set 21 on alone.
    public void Write(LayerWriter writer)
    {
        GraphWriter graph = writer.Graph;
        Parameter weight = writer.Take();
        Parameter bias = writer.Take();
        string name = LayerWriter.NameOf(weight);
        string shape = graph.Add("Shape", $"{name}.shape", [graph.Current]);
        graph.Append("Reshape", $"{name}.groups", [graph.Constant($"{name}.parts", 0, Parts, -1)]);
        float[] ones = [.. Enumerable.Repeat(1f, Parts)];
        graph.Append(
            "InstanceNormalization",
            $"{name}.normalized",
            [graph.Constant($"{name}.ones", [Parts], ones), graph.Constant($"{name}.zeros", [Parts], new float[Parts])],
            GraphWriter.Attribute("epsilon", Epsilon));
        graph.Append("Reshape", $"{name}.image", [shape]);
        int[] channels = [weight.Shape[0], .. Enumerable.Repeat(1, writer.Dimensions - 1)];
        graph.Append("Mul", $"{name}.scaled", [graph.Constant(weight.Name, channels, weight.Values)]);
        graph.Append("Add", name, [graph.Constant(bias.Name, channels, bias.Values)]);
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new GroupNorm(text.Integers[0], text.Number("Epsilon")));
        OperatorKinds.Add("InstanceNormalization", ReadInstance, takesAnyForm: true);
        OperatorKinds.Add("GroupNormalization", ReadGroups);
    }

    // Each channel by itself, or each group where a Reshape made one axis of it.
    private static void ReadInstance(Node node, Chain chain)
    {
        int groups = chain.Form == ValueForm.Groups ? chain.Groups : chain.Shape?[0] ?? 0;
        if (chain.Form == ValueForm.ChannelsLast || chain.Shape is { Count: 1 } && chain.Form == ValueForm.Usual)
        {
            throw new RefusedException("it normalises the values of a channel, and its input has none here that are more than one");
        }

        Append(node, chain, groups);
    }

    private static void ReadGroups(Node node, Chain chain)
    {
        long groups = node.Integer("num_groups", 0);
        if (chain.Shape is { } shape && (groups < 1 || shape[0] % groups != 0))
        {
            throw new RefusedException($"it has {groups} groups for {shape[0]} channels");
        }

        Append(node, chain, (int)groups);
    }

    // There is a scale and a bias for each channel, or for each group.
    private static void Append(Node node, Chain chain, int groups)
    {
        float[] scale = node.Floats(1, "scale");
        float[] bias = node.Floats(2, "bias");
        float epsilon = NormEpsilon.Of(node, Name);
        if (chain.Shape is not { } shape)
        {
            return;
        }

        int channels = shape[0];
        if (scale.Length != bias.Length || (scale.Length != channels && scale.Length != groups))
        {
            throw new RefusedException($"it has {scale.Length} scales and {bias.Length} biases for {channels} channels in {groups} groups");
        }

        chain.Limits.Spend(channels);
        float[] Each(float[] numbers) => [.. Enumerable.Range(0, channels).Select(channel => numbers[channel / (channels / numbers.Length)])];
        chain.Append(new ImportedLayer(new GroupNorm(groups, epsilon), Each(scale), [channels], Each(bias)), shape);
    }
}
