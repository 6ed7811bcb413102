using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The channels of each position over the root of their mean square, or all values of a sample.</summary>
/// <param name="Epsilon">What is added to a mean square.</param>
/// <param name="WholeSample">Whether it is all values, each of which has a weight.</param>
/// <export layers="RmsNorm">RMSNormalization, of operator set 23; over the channels of an image's or a signal's positions between two
/// Transposes</export>
/// <import operators="RMSNormalization">`RmsNorm` of a vector, or of all values of a sample (`WholeSample = true`); between two Transposes that bring
/// channels last and back, of the channels of each position <refused>other axes; anything else between the Transposes; a constant added after
/// it</refused></import>
internal sealed record RmsNorm(float Epsilon, bool WholeSample) : Layer, IExportedLayer
{
    private const string Name = "RmsNorm";
    private const string Operator = "RMSNormalization";
    private const int FirstOperatorSet = 23;

    // That of the attribute: 2^−23.
    private const float DefaultEpsilon = 1.1920929e-7f;

    public override string NamePrefix => "rms";

    public override string CanonicalText => $"{Name}(Epsilon = {NumberText.Of(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public override string Attribute
    {
        get
        {
            string[] options =
            [
                .. Epsilon == DefaultEpsilon ? [] : new[] { $"Epsilon = {NumberText.Of(Epsilon)}" },
                .. WholeSample ? ["WholeSample = true"] : Array.Empty<string>(),
            ];
            return options.Length == 0 ? Name : $"{Name}({string.Join(", ", options)})";
        }
    }

    public override Layer WithBias(bool bias) => bias
        ? throw new RefusedException("constants are added in CnnGen as biases of the layer directly in front, and RmsNorm has none")
        : this;

    // ONNX normalises over the last axes: the channels of a position have to become the last one.
    public void Write(LayerWriter writer)
    {
        GraphWriter graph = writer.Graph;
        graph.RequireOperatorSet(FirstOperatorSet);
        string[] weights = writer.TakeWeights(hasBias: false, out string name);
        int last = writer.Dimensions;
        bool turns = !WholeSample && last > 1;
        if (turns)
        {
            graph.Append("Transpose", $"{name}.turned", [], GraphWriter.Attribute("perm", [0, .. Enumerable.Range(2, last - 1), 1]));
        }

        graph.Append(
            Operator,
            turns ? $"{name}.normalized" : name,
            weights,
            GraphWriter.Attribute("axis", turns ? last : 1),
            GraphWriter.Attribute("epsilon", Epsilon));
        if (turns)
        {
            graph.Append("Transpose", name, [], GraphWriter.Attribute("perm", [0, last, .. Enumerable.Range(1, last - 1)]));
        }
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new RmsNorm(text.Number("Epsilon"), text.Flag("WholeSample")));
        OperatorKinds.Add(Operator, Read, takesAnyForm: true);
    }

    private static void Read(Node node, Chain chain)
    {
        float[] scale = node.Floats(1, "scale");
        float epsilon = NormEpsilon.Of(node, Name);
        if (chain.Shape is not { } shape)
        {
            return;
        }

        long axis = node.Integer("axis", -1);
        long first = axis < 0 ? axis + shape.Count + 1 : axis;
        bool ofPositions = first == shape.Count && (shape.Count == 1 || chain.Form == ValueForm.ChannelsLast);
        bool ofSample = first == 1 && chain.Form == ValueForm.Usual;
        if (!ofPositions && !ofSample)
        {
            throw new RefusedException(
                $"with axis = {axis} it normalises other values of {string.Join('×', shape)} than CnnGen's RmsNorm: the channels of each position, which a Transpose makes the last axis, or all of a sample");
        }

        int weights = ofPositions ? shape[0] : chain.Size;
        if (scale.Length != weights)
        {
            throw new RefusedException($"it has {scale.Length} scales for {weights} values");
        }

        chain.Limits.Spend(weights);
        chain.Append(new ImportedLayer(new RmsNorm(epsilon, !ofPositions), [.. scale], ofPositions ? [weights] : shape), shape);
    }
}
