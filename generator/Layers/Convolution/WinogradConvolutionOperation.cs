using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A 3×3 convolution of stride 1 by Winograd's F(2×2, 3×3): forward, gradients of input and weights.</summary>
internal sealed class WinogradConvolutionOperation : ConvolutionOperation
{
    private readonly Winograd _sizes;
    private readonly Tensor _forwardScratch;
    private readonly Tensor _backwardScratch;

    public WinogradConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(layer, name, input, output)
    {
        _sizes = new Winograd(input.Shape, output.Shape);
        _forwardScratch = new Tensor(name + "Tiles", Shape.Vector(_sizes.CorrelationScratch));
        _backwardScratch = new Tensor(name + "BackwardTiles", Shape.Vector(Math.Max(
            _sizes.WeightGradientScratch,
            input.NeedsGradient ? _sizes.InputGradientScratch : 0)));
    }

    public override IReadOnlyList<Tensor> ForwardScratch => [_forwardScratch];

    public override IReadOnlyList<Tensor> BackwardScratch => [_backwardScratch];

    public override int PackedFloats => _sizes.ForwardWeights + (Input.NeedsGradient ? _sizes.InputGradientWeights : 0);

    public override int PackTasks => Input.NeedsGradient ? 2 : 1;

    private string ForwardWeights => $"ref At(ref packed, {Name}Packed)";

    private string InputGradientWeights => $"ref At(ref packed, {Name}Packed + {Literal.Of(_sizes.ForwardWeights)})";

    public override void WritePack(SourceWriter writer, int firstTask)
    {
        WritePack(writer, firstTask, "Forward", ForwardWeights);
        if (Input.NeedsGradient)
        {
            WritePack(writer, firstTask + 1, "InputGradient", InputGradientWeights);
        }
    }

    public override void WriteForward(SourceWriter writer) => writer.Line(Call.Of(
        Name + "Forward",
        Call.Value(Input),
        ForwardWeights,
        Bias is null ? string.Empty : Call.Parameter(Bias),
        Call.Value(_forwardScratch),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Learns)
        {
            writer.Line(Call.Of(
                Name + "WeightGradient", Call.Value(Input), Call.Gradient(Output), Call.Value(_backwardScratch), Call.ParameterGradient(Weight)));
            WriteBiasGradient(writer);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Gradient(Output),
                InputGradientWeights,
                Call.Value(Input),
                Call.Value(_backwardScratch),
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteKernel(
            writer,
            ForwardTitle,
            "Forward",
            $"ref float source, ref float weight, {(Bias is null ? string.Empty : "ref float bias, ")}ref float scratch, ref float target",
            $"WinogradCorrelation.Forward<V, {ActivationSource.Type(Output.Activation)}>({ForwardShape}, ref source, ref weight, "
            + $"{(Bias is null ? "ref Unsafe.NullRef<float>()" : "ref bias")}, ref scratch, ref target)");
        if (Learns)
        {
            WriteKernel(
                writer,
                WeightGradientTitle,
                "WeightGradient",
                "ref float source, ref float outGradient, ref float scratch, ref float gradient",
                $"WinogradWeightGradient.Add<V>({ForwardShape}, rows: {Literal.Of(_sizes.StripeRows)}, columns: {Literal.Of(_sizes.StripeColumns)}, ref source, ref outGradient, ref scratch, ref gradient)");
            WriteBiasGradientKernel(writer);
        }

        if (Input.NeedsGradient)
        {
            WriteKernel(
                writer,
                InputGradientTitle,
                "InputGradient",
                "ref float source, ref float weight, ref float value, ref float scratch, ref float target",
                $"WinogradCorrelation.InputGradient<V, {ActivationSource.Type(Input.Activation)}>({InputGradientShape}, ref source, ref weight, ref value, ref scratch, ref target)");
        }
    }

    private string ForwardShape => WinogradShape(Input, Layer.Vertical.Padding, Output);

    private string InputGradientShape => WinogradShape(Output, Winograd.Kernel - 1 - Layer.Vertical.Padding, Input);

    private static string WinogradShape(Tensor from, int padding, Tensor to) =>
        $"new WinogradShape(Inputs: {Literal.Of(from.Shape.Channels)}, Height: {Literal.Of(from.Shape.Height)}, Width: {Literal.Of(from.Shape.Width)}, "
        + $"Plane: {Literal.Of(from.Plane)}, Padding: {Literal.Of(padding)}, Outputs: {Literal.Of(to.Shape.Channels)}, "
        + $"OutputHeight: {Literal.Of(to.Shape.Height)}, OutputWidth: {Literal.Of(to.Shape.Width)}, OutputPlane: {Literal.Of(to.Plane)})";

    private void WriteKernel(SourceWriter writer, string title, string work, string parameters, string body)
    {
        writer.Line($"// {title}");
        writer.Line("// Winograd F(2×2, 3×3): 16 products for 4 results, where a direct sum takes 36.");
        using (writer.Method(Name + work, parameters))
        {
            writer.Line(body + ";");
        }

        writer.Line();
    }

    private void WritePack(SourceWriter writer, int task, string work, string target)
    {
        using (writer.Block($"if (task == {Literal.Of(task)})"))
        {
            writer.Line($"WinogradWeights.Pack{work}({Call.Parameter(Weight)}, {Literal.Of(Layer.Filters)}, {Literal.Of(Input.Shape.Channels)}, {target});");
            writer.Line("return;");
        }

        writer.Line();
    }
}
