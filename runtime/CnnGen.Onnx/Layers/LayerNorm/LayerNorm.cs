using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The channels of each position normalised, or all values of a sample.</summary>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="WholeSample">Whether it is all values, each of which has a weight and a bias.</param>
/// <export layers="LayerNorm">LayerNormalization, of operator set 17; over the channels of an image's or a signal's positions between two
/// Transposes</export>
/// <import operators="LayerNormalization, Transpose">`LayerNorm` of a vector, or of all values of a sample (`WholeSample = true`); between two
/// Transposes that bring channels last and back, of the channels of each position <refused>other axes; anything else between the Transposes; other
/// Transposes</refused></import>
internal sealed record LayerNorm(float Epsilon, bool WholeSample) : Layer, IExportedLayer
{
    private const string Name = "LayerNorm";
    private const string Operator = "LayerNormalization";
    private const int FirstOperatorSet = 17;

    public override string NamePrefix => "ln";

    public override string CanonicalText => $"{Name}(Epsilon = {NumberText.Of(Epsilon)}{(WholeSample ? ", WholeSample = true" : string.Empty)})";

    public override string Attribute
    {
        get
        {
            string[] options =
            [
                .. Epsilon == BatchNorm.DefaultEpsilon ? [] : new[] { $"Epsilon = {NumberText.Of(Epsilon)}" },
                .. WholeSample ? ["WholeSample = true"] : Array.Empty<string>(),
            ];
            return options.Length == 0 ? Name : $"{Name}({string.Join(", ", options)})";
        }
    }

    // ONNX normalises over the last axes: the channels of a position have to become the last one.
    public void Write(LayerWriter writer)
    {
        GraphWriter graph = writer.Graph;
        graph.RequireOperatorSet(FirstOperatorSet);
        string[] weights = writer.TakeWeights(hasBias: true, out string name);
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
        LayerKinds.Add(Name, text => new LayerNorm(text.Number("Epsilon"), text.Flag("WholeSample")));
        OperatorKinds.Add(Operator, Read, takesAnyForm: true);
        OperatorKinds.Add("Transpose", ReadTranspose, takesAnyForm: true);
    }

    private static void Read(Node node, Chain chain)
    {
        float[] scale = node.Floats(1, "scale");
        float[] bias = node.HasInput(2) ? node.Floats(2, "bias") : new float[scale.Length];
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
                $"with axis = {axis} it normalises other values of {string.Join('×', shape)} than CnnGen's LayerNorm: the channels of each position, which a Transpose makes the last axis, or all of a sample");
        }

        int weights = ofPositions ? shape[0] : chain.Size;
        if (scale.Length != weights || bias.Length != weights)
        {
            throw new RefusedException($"it has {scale.Length} scales and {bias.Length} biases for {weights} values");
        }

        chain.Limits.Spend(weights);
        chain.Append(new ImportedLayer(new LayerNorm(epsilon, !ofPositions), [.. scale], ofPositions ? [weights] : shape, [.. bias]), shape);
    }

    // Back and forth between both forms.
    private static void ReadTranspose(Node node, Chain chain)
    {
        if (chain.Shape is not { } shape)
        {
            return;
        }

        int last = shape.Count;
        (ValueForm Form, IEnumerable<long> Order) target = chain.Form == ValueForm.ChannelsLast
            ? (ValueForm.Usual, [0, last, .. Axes(1, last - 1)])
            : (ValueForm.ChannelsLast, [0, .. Axes(2, last - 1), 1]);
        IReadOnlyList<long> order = node.IntegerList("perm") ?? [.. Axes(0, last + 1).Reverse()];
        if (last == 1 || chain.Form == ValueForm.Groups || !order.SequenceEqual(target.Order))
        {
            throw new RefusedException(
                $"it orders the axes of {string.Join('×', shape)} as [{string.Join(", ", order.Take(8))}], and CnnGen has channels last for a LayerNormalization alone: [{string.Join(", ", target.Order)}]");
        }

        chain.Form = target.Form;

        static IEnumerable<long> Axes(int first, int count) => Enumerable.Range(first, count).Select(axis => (long)axis);
    }
}
