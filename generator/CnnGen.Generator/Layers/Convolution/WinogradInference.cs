using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
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
/// <param name="output">The results, after the pool.</param>
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
        FormattableString.Invariant($"{(layer.Groups == 1 ? string.Empty : FormattableString.Invariant($"[{layer.Groups}]"))}[16][{group.Filters} / V.Count / 2][{group.Channels}][2][V.Count]"));

    public override void WritePack(CallWriter writer)
    {
        using (layer.Groups == 1 ? null : writer.Loop("group", layer.Groups))
        {
            string from = Further(weight.ConstantName, group.Filters * group.Channels * layer.Taps);
            string to = Further(Weight.Name, group.WeightFloats);
            writer.Line(FormattableString.Invariant(
                $"WinogradWeights.PackSample<V>(ref At(ref parameters, {from}), {group.Filters}, {group.Channels}, ref At(ref packed, {to}));"));
        }

        _bias.Write(writer);

        string Further(string origin, int ofGroup) => layer.Groups == 1 ? origin : FormattableString.Invariant($"{origin} + (group * {ofGroup})");
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
        Argument shape = new(
            $"new WinogradSampleShape(Channels: {group.Channels}, Row: {Input.RowStep}, Column: {Input.ColumnStep}, Filters: {group.Filters}, OutputHeight: {group.Height}, OutputWidth: {group.Width}, OutputRow: {Output.RowStep}, OutputColumn: {Output.ColumnStep}, Stripe: {group.Stripe})");
        KernelMethod method = GroupLoop.Build(
            title,
            Owner + "Inference",
            layer.Groups,
            [
                GroupArray.Floats("source", group.Channels),
                GroupArray.Floats("weight", group.WeightFloats),
                GroupArray.Floats("bias", _bias.FloatsOfGroup),
                GroupArray.Whole("scratch"),
                GroupArray.Floats("target", group.Filters),
            ],
            (turn, places) => turn.Call($"WinogradSample.{(pools ? "ForwardPooled" : "Forward")}<V, {ActivationEmitter.Type(activation)}>", [shape, .. places]));
        method.Remark(Winograd.Remark);
        method.Write(writer);
    }
}
