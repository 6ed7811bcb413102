using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A 3×3 convolution of stride 1 of one sample by Winograd's F(2×2, 3×3), each group by itself, with sums in the order that they
/// have in a block. A maximum pool over 2×2 is taken of the results of each tile before they are stored.
/// </summary>
/// <param name="layer">Filters and groups.</param>
/// <param name="name">The operation's.</param>
/// <param name="title">Shapes and formula.</param>
/// <param name="group">The sizes of one group.</param>
/// <param name="weight">The filters.</param>
/// <param name="bias">Their biases.</param>
/// <param name="activation">What is applied to each result.</param>
/// <param name="pools">Whether a pool is taken at once.</param>
/// <param name="input">The image.</param>
/// <param name="output">The results, behind the pool.</param>
internal sealed class WinogradInference(
    Convolution layer, string name, string title, WinogradSample group, ParameterTensor weight, ParameterTensor? bias, Activation activation,
    bool pools, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    private readonly PackedBias _bias = new(name, bias, group.Filters, layer.Groups);

    public override IReadOnlyList<PackedTensor> Packed => [Weight, _bias.Tensor];

    public override int ScratchFloats => group.ScratchFloats;

    private PackedTensor Weight => new(
        Name + "InferenceWeight",
        layer.Groups * group.WeightFloats,
        $"{(layer.Groups == 1 ? string.Empty : $"[{Literal.Of(layer.Groups)}]")}[16][{Literal.Of(group.Filters)} / V.Count / 2][{Literal.Of(group.Channels)}][2][V.Count]");

    public override void WritePack(CallWriter writer)
    {
        using (layer.Groups == 1 ? null : writer.Loop("group", layer.Groups))
        {
            string from = Further(weight.ConstantName, group.Filters * group.Channels * layer.Taps);
            string to = Further(Weight.Name, group.WeightFloats);
            writer.Line($"WinogradWeights.PackSample<V>(ref At(ref parameters, {from}), {Literal.Of(group.Filters)}, {Literal.Of(group.Channels)}, ref At(ref packed, {to}));");
        }

        _bias.Write(writer);

        string Further(string origin, int ofGroup) => layer.Groups == 1 ? origin : $"{origin} + {IndexExpression.Times("group", ofGroup)}";
    }

    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Inference",
        Input.Argument(-(group.Padding * (Input.RowStep + Input.ColumnStep))),
        Weight.Argument,
        _bias.Tensor.Argument,
        ScratchArgument,
        Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        string shape = $"new WinogradSampleShape(Channels: {Literal.Of(group.Channels)}, Row: {Literal.Of(Input.RowStep)}, Column: {Literal.Of(Input.ColumnStep)}, "
            + $"Filters: {Literal.Of(group.Filters)}, OutputHeight: {Literal.Of(group.Height)}, OutputWidth: {Literal.Of(group.Width)}, "
            + $"OutputRow: {Literal.Of(Output.RowStep)}, OutputColumn: {Literal.Of(Output.ColumnStep)}, Stripe: {Literal.Of(group.Stripe)})";
        GroupLoop.Write(
            writer,
            [title, "Winograd F(2×2, 3×3): 16 products for 4 results, where a direct sum takes 36."],
            Owner + "Inference",
            layer.Groups,
            [
                GroupLoop.Floats("source", group.Channels),
                GroupLoop.Floats("weight", group.WeightFloats),
                GroupLoop.Floats("bias", _bias.FloatsOfGroup),
                GroupLoop.Whole("scratch"),
                GroupLoop.Floats("target", group.Filters),
            ],
            places => $"WinogradSample.{(pools ? "ForwardPooled" : "Forward")}<V, {ActivationEmitter.Type(activation)}>({shape}, {string.Join(", ", places.Select(place => $"ref {place}"))})");
    }
}
