using System.Runtime.CompilerServices;
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
internal sealed record LayerNorm(float Epsilon, bool WholeSample) : LastAxesNorm(Name, Epsilon, WholeSample)
{
    private const string Name = "LayerNorm";
    private const string OperatorName = "LayerNormalization";

    public override string NamePrefix => "ln";

    protected override (string Name, int OperatorSet) Operator => (OperatorName, 17);

    protected override float DefaultEpsilon => BatchNorm.DefaultEpsilon;

    protected override bool HasBias => true;

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new LayerNorm(text.Number("Epsilon"), text.Flag("WholeSample")));
        OperatorKinds.Add(OperatorName, Read, takesAnyForm: true);
        OperatorKinds.Add("Transpose", ReadTranspose, takesAnyForm: true);
    }

    private static void Read(Node node, Chain chain)
    {
        float[] bias = node.HasInput(2) ? [.. node.Floats(2, "bias")] : new float[node.Floats(1, "scale").Length];
        Read(node, chain, Name, bias, (epsilon, wholeSample) => new LayerNorm(epsilon, wholeSample));
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
                $"it orders the axes of {string.Join('×', shape)} as [{string.Join(", ", order.Take(8))}], and CnnGen has channels last before a norm over the channels alone: [{string.Join(", ", target.Order)}]");
        }

        chain.Form = target.Form;

        static IEnumerable<long> Axes(int first, int count) => Enumerable.Range(first, count).Select(axis => (long)axis);
    }
}
