using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;
using CnnGen.Generator.Tiles;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A 3×3 convolution of stride 1 by Winograd's F(2×2, 3×3): forward, gradients of input and weights, each group by itself. Of few
/// channels the gradient of the weights is summed directly.
/// </summary>
internal sealed class WinogradConvolutionOperation : ConvolutionOperation
{
    private readonly Winograd _sizes;
    private readonly Tensor _forwardScratch;
    private readonly IReadOnlyList<Tensor> _backwardScratch;

    public WinogradConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(layer, name, input, output)
    {
        _sizes = new Winograd(GroupInput.Shape, GroupOutput.Shape);
        _forwardScratch = new Tensor(name + "Tiles", Shape.Vector(_sizes.CorrelationScratch));
        int backwardScratch = Math.Max(_sizes.WeightGradientPays ? _sizes.WeightGradientScratch : 0, input.NeedsGradient ? _sizes.InputGradientScratch : 0);
        _backwardScratch = backwardScratch > 0 ? [new Tensor(name + "BackwardTiles", Shape.Vector(backwardScratch))] : [];
    }

    public override IReadOnlyList<Tensor> ForwardScratch => [_forwardScratch];

    public override IReadOnlyList<Tensor> BackwardScratch => _sizes.WeightGradientPays ? _backwardScratch : [.. _backwardScratch, .. WaitingSums];

    public override int PackedFloats => Layer.Groups * (_sizes.ForwardWeights + (Input.NeedsGradient ? _sizes.InputGradientWeights : 0));

    public override int PackTasks => Input.NeedsGradient ? 2 : 1;

    public override bool InfersFromPlanes => false;

    // Whole tiles read a row and a column more than windows do where those of the output are odd.
    public override Border InferenceBorder
    {
        get
        {
            Border border = base.InferenceBorder;
            return border with { Bottom = border.Bottom + (Output.Shape.Height % 2), Right = border.Right + (Output.Shape.Width % 2) };
        }
    }

    protected override bool InfersWindow(Activation activation, int height, int width) => height == Winograd.Tile && width == Winograd.Tile;

    protected override InferenceOperation CreateInference(
        BatchStatisticsOperation? norm, InferenceTile pool, string pooling, SampleTensor input, SampleTensor output) => new WinogradInference(
        Layer, Name, InferenceTitle(norm, pooling, output), new WinogradSample(GroupInput.Shape, GroupOutput.Shape, Layer.Vertical.Padding),
        Weight, InferredBias(norm), InferredActivation(norm), pools: pool.Positions > 1, input, output);

    private string ForwardWeights => $"{Name}Packed";

    private string InputGradientWeights => FormattableString.Invariant($"{Name}Packed + {Layer.Groups * _sizes.ForwardWeights}");

    public override void WritePack(CallWriter writer, int firstTask)
    {
        WritePack(writer, firstTask, "Forward", ForwardWeights, _sizes.ForwardWeights);
        if (Input.NeedsGradient)
        {
            WritePack(writer, firstTask + 1, "InputGradient", InputGradientWeights, _sizes.InputGradientWeights);
        }
    }

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward",
        ArgumentText.Value(Input),
        $"ref At(ref packed, {ForwardWeights})",
        Bias is null ? string.Empty : ArgumentText.Parameter(Bias),
        ArgumentText.Value(_forwardScratch),
        ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Learns)
        {
            WriteWeightGradient(writer);
            WriteBiasGradient(writer);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                $"ref At(ref packed, {InputGradientWeights})",
                ArgumentText.Value(Input),
                ArgumentText.Value(_backwardScratch[0]),
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteKernel(
            writer,
            Titles.Forward,
            "Forward",
            [
                InputArray("source"),
                GroupArray.Floats("weight", _sizes.ForwardWeights),
                .. Bias is null ? [] : new[] { GroupArray.Floats("bias", Group.Filters) },
                GroupArray.Whole("scratch"),
                OutputArray("target"),
            ],
            $"WinogradCorrelation.Forward<V, {ActivationEmitter.Type(Output.Activation)}>",
            ForwardShape,
            places => Bias is null ? [places[0], places[1], new Address("Unsafe.NullRef<float>()"), .. places.Skip(2)] : places);
        if (Learns)
        {
            WriteWeightGradientKernels(writer);
            WriteBiasGradientKernel(writer);
        }

        if (Input.NeedsGradient)
        {
            WriteKernel(
                writer,
                Titles.InputGradient,
                "InputGradient",
                [
                    OutputArray("source"),
                    GroupArray.Floats("weight", _sizes.InputGradientWeights),
                    InputArray("value"),
                    GroupArray.Whole("scratch"),
                    InputArray("target"),
                ],
                $"WinogradCorrelation.InputGradient<V, {ActivationEmitter.Type(Input.Activation)}>",
                InputGradientShape,
                places => places);
        }
    }

    private void WriteWeightGradient(CallWriter writer)
    {
        if (!_sizes.WeightGradientPays)
        {
            WriteDirectWeightGradient(writer);
            return;
        }

        writer.Line(writer.CallOf(
            this,
            "WeightGradient", ArgumentText.Value(Input), writer.Gradient(Output), ArgumentText.Value(_backwardScratch[0]), ArgumentText.ParameterGradient(Weight)));
    }

    private void WriteWeightGradientKernels(SourceWriter writer)
    {
        if (!_sizes.WeightGradientPays)
        {
            WriteDirectWeightGradientKernels(writer);
            return;
        }

        WriteKernel(
            writer,
            Titles.WeightGradient,
            "WeightGradient",
            [InputArray("source"), OutputArray("outGradient"), GroupArray.Whole("scratch"), WeightOfGroup("gradient")],
            "WinogradWeightGradient.Add<V>",
            ForwardShape,
            places => [new Argument($"rows: {_sizes.StripeRows}"), new Argument($"columns: {_sizes.StripeColumns}"), .. places]);
    }

    private Argument ForwardShape => WinogradShape(GroupInput, Layer.Vertical.Padding, GroupOutput);

    private Argument InputGradientShape => WinogradShape(GroupOutput, Winograd.Kernel - 1 - Layer.Vertical.Padding, GroupInput);

    private static Argument WinogradShape(Tensor from, int padding, Tensor to) => new(
        $"new WinogradShape(Inputs: {from.Shape.Channels}, Height: {from.Shape.Height}, Width: {from.Shape.Width}, Plane: {from.Plane}, Vectors: {from.Vectors}, Padding: {padding}, Outputs: {to.Shape.Channels}, OutputHeight: {to.Shape.Height}, OutputWidth: {to.Shape.Width}, OutputPlane: {to.Plane}, OutputVectors: {to.Vectors})");

    private void WriteKernel(
        SourceWriter writer, string title, string work, IReadOnlyList<GroupArray> arrays, string function, Argument shape,
        Func<IReadOnlyList<Address>, IEnumerable<Expression>> arguments)
    {
        KernelMethod method = GroupLoop.Build(
            title, Owner + work, Layer.Groups, arrays, (turn, places) => turn.Call(function, [shape, .. arguments(places)]));
        method.Remark(Winograd.Remark);
        method.Write(writer);
    }

    private void WritePack(CallWriter writer, int task, string work, string target, int floatsOfGroup)
    {
        using (writer.Block(FormattableString.Invariant($"if (task == {task})")))
        {
            using (writer.Loop("group", Layer.Groups))
            {
                writer.Line(FormattableString.Invariant(
                    $"WinogradWeights.Pack{work}(ref At(ref parameters, {Further(Weight.ConstantName, WeightsOfGroup)}), {Group.Filters}, {GroupInput.Shape.Channels}, ref At(ref packed, {Further(target, floatsOfGroup)}));"));
            }

            writer.Line(Layer.Groups == 1 ? "return;" : "\nreturn;");
        }

        writer.Line();

        string Further(string origin, int floats) =>
            Layer.Groups == 1 ? origin : FormattableString.Invariant($"{origin} + (group * {floats})");
    }
}
