using CnnGen.Generator.Functions;
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

    private string InputGradientWeights => $"{Name}Packed + {Literal.Of(Layer.Groups * _sizes.ForwardWeights)}";

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
                GroupLoop.Floats("weight", _sizes.ForwardWeights),
                .. Bias is null ? [] : new[] { GroupLoop.Floats("bias", Group.Filters) },
                GroupLoop.Whole("scratch"),
                OutputArray("target"),
            ],
            places => $"WinogradCorrelation.Forward<V, {ActivationEmitter.Type(Output.Activation)}>({ForwardShape}, "
            + string.Join(", ", (Bias is null ? [places[0], places[1], "Unsafe.NullRef<float>()", .. places.Skip(2)] : places).Select(place => $"ref {place}")) + ")");
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
                    GroupLoop.Floats("weight", _sizes.InputGradientWeights),
                    InputArray("value"),
                    GroupLoop.Whole("scratch"),
                    InputArray("target"),
                ],
                places => $"WinogradCorrelation.InputGradient<V, {ActivationEmitter.Type(Input.Activation)}>({InputGradientShape}, "
                + $"{string.Join(", ", places.Select(place => $"ref {place}"))})");
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
            [InputArray("source"), OutputArray("outGradient"), GroupLoop.Whole("scratch"), WeightOfGroup("gradient")],
            places => $"WinogradWeightGradient.Add<V>({ForwardShape}, rows: {Literal.Of(_sizes.StripeRows)}, columns: {Literal.Of(_sizes.StripeColumns)}, "
            + $"{string.Join(", ", places.Select(place => $"ref {place}"))})");
    }

    private string ForwardShape => WinogradShape(GroupInput, Layer.Vertical.Padding, GroupOutput);

    private string InputGradientShape => WinogradShape(GroupOutput, Winograd.Kernel - 1 - Layer.Vertical.Padding, GroupInput);

    private static string WinogradShape(Tensor from, int padding, Tensor to) =>
        $"new WinogradShape(Inputs: {Literal.Of(from.Shape.Channels)}, Height: {Literal.Of(from.Shape.Height)}, Width: {Literal.Of(from.Shape.Width)}, "
        + $"Plane: {Literal.Of(from.Plane)}, Vectors: {Literal.Of(from.Vectors)}, Padding: {Literal.Of(padding)}, Outputs: {Literal.Of(to.Shape.Channels)}, "
        + $"OutputHeight: {Literal.Of(to.Shape.Height)}, OutputWidth: {Literal.Of(to.Shape.Width)}, OutputPlane: {Literal.Of(to.Plane)}, OutputVectors: {Literal.Of(to.Vectors)})";

    private void WriteKernel(
        SourceWriter writer, string title, string work, IReadOnlyList<(string, string)> arrays, Func<IReadOnlyList<string>, string> call) =>
        GroupLoop.Write(
            writer, [title, "Winograd F(2×2, 3×3): 16 products for 4 results, where a direct sum takes 36."], Owner + work, Layer.Groups, arrays, call);

    private void WritePack(CallWriter writer, int task, string work, string target, int floatsOfGroup)
    {
        string Further(int floats) => Layer.Groups == 1 ? string.Empty : $" + {IndexExpression.Times("group", floats)}";
        using (writer.Block($"if (task == {Literal.Of(task)})"))
        {
            using (writer.Loop("group", Layer.Groups))
            {
                writer.Line($"WinogradWeights.Pack{work}(ref At(ref parameters, {Weight.ConstantName}{Further(WeightsOfGroup)}), {Literal.Of(Group.Filters)}, "
                    + $"{Literal.Of(GroupInput.Shape.Channels)}, ref At(ref packed, {target}{Further(floatsOfGroup)}));");
            }

            writer.Line(Layer.Groups == 1 ? "return;" : "\nreturn;");
        }

        writer.Line();
    }
}
