using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A normalisation within each sample of a micro-batch. The scale of each set is kept for the backward pass, which reads the input again, and so is
/// the mean where it is subtracted. The kernels are the runtime's.
/// </summary>
internal sealed class SampleNormOperation : Operation
{
    private readonly SampleNorm _layer;
    private readonly Tensor? _means;
    private readonly Tensor _scales;

    public SampleNormOperation(SampleNorm layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        Shape sets = Shape.Vector(layer.Groups * (layer.IsOfPositions ? Positions : 1));
        _means = layer.IsCentered ? new Tensor(name + "Means", sets) : null;
        _scales = new Tensor(name + "Scales", sets);
        int[] dimensions = layer.HasWeightsOfValues ? output.Shape.Dimensions : [Channels];
        ParameterTensor Learned(string role, Initialization initialization) =>
            new(name, role, dimensions.ToEquatableArray(), initialization, 1, 1, layer.Frozen ? GradientSum.None : GradientSum.Blocks);
        Weight = Learned("Weight", Initialization.One);
        Bias = layer.IsCentered ? Learned("Bias", Initialization.Zero) : null;
    }

    public SampleNorm Layer => _layer;

    public ParameterTensor Weight { get; }

    public ParameterTensor? Bias { get; }

    public override IReadOnlyList<ParameterTensor> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    public override IReadOnlyList<Tensor> Scratch => _means is null ? [_scales] : [_means, _scales];

    // A value is read for the last time where its own gradient is written.
    public override bool WritesGradientOverInput => true;

    // A vector may be what an image was, flattened: then each of its values is a channel.
    private int Channels => Output.Shape.Channels;

    private int Positions => Output.Shape.Height * Output.Shape.Width;

    private string Means => _means is null ? string.Empty : ArgumentText.Value(_means);

    private string Sizes => FormattableString.Invariant(
        $"new SampleNormShape(Channels: {Channels}, Positions: {Positions}, InputPlane: {Input.PlaneOf(Output.Shape)}, OutputPlane: {Output.Plane}, Groups: {_layer.Groups}, IsOfPositions: {Literal.Of(_layer.IsOfPositions)}, HasWeightsOfValues: {Literal.Of(_layer.HasWeightsOfValues)})");

    private string Sets => _layer switch
    {
        { IsOfPositions: true } => "the channels of each position",
        { Groups: > 1 } => FormattableString.Invariant($"each of {_layer.Groups} groups of channels"),
        _ => "each sample",
    };

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new SampleNormInference(this, input, output);

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward",
        ArgumentText.Value(Input),
        ArgumentText.Parameter(Weight),
        Bias is null ? string.Empty : ArgumentText.Parameter(Bias),
        Means,
        ArgumentText.Value(_scales),
        ArgumentText.Value(Output)));

    // The gradient of the input may be written over the input, which that of the parameters reads.
    public override void WriteBackward(CallWriter writer)
    {
        if (Learns)
        {
            writer.Line(writer.CallOf(
                this,
                "WeightGradient",
                writer.Gradient(Output),
                ArgumentText.Value(Input),
                Means,
                ArgumentText.Value(_scales),
                ArgumentText.ParameterGradient(Weight),
                Bias is null ? string.Empty : ArgumentText.ParameterGradient(Bias)));
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Value(Input),
                ArgumentText.Parameter(Weight),
                Means,
                ArgumentText.Value(_scales),
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string values = Output.Shape.Brackets;
        (string moved, string movedValues) = Bias is null ? ("in", "in" + values) : ("(in - mean)", $"(in{values} - mean)");
        (string added, string addedGradient) = Bias is null ? (string.Empty, string.Empty) : (" + bias" + Bias.Brackets, ", dOut -> dBias" + Bias.Brackets);
        (string measured, string take) = Bias is null ? ("the mean square", "takes") : ("mean and variance", "take");
        WriteKernel(
            writer,
            $"{Owner} forward: {movedValues} * scale * weight{Weight.Brackets}{added}{ActivationEmitter.Describe(Output.Activation)} -> out{values}, by {measured} of {Sets}.",
            "Forward",
            ["source", "weight", "bias", "means", "scales", "target"],
            $"Normalize<V, {ActivationEmitter.Type(Output.Activation)}>",
            Integer.Of(Literal.Shortest(_layer.Epsilon) + "f"));
        if (Learns)
        {
            WriteKernel(
                writer,
                $"{Owner} weight gradient: dOut{values} * {moved} * scale -> dWeight{Weight.Brackets}{addedGradient}, added.",
                "WeightGradient",
                ["outGradient", "source", "means", "scales", "weightGradient", "biasGradient"],
                "ParameterGradient<V>");
        }

        if (Input.NeedsGradient)
        {
            string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
            WriteKernel(
                writer,
                $"{Owner} input gradient: dOut{values} * weight{Weight.Brackets} * scale, less what {measured} {take} of it{derivative} -> dIn{values}.",
                "InputGradient",
                ["outGradient", "source", "weight", "means", "scales", "inGradient"],
                $"InputGradient<V, {ActivationEmitter.Type(Input.Activation)}>");
        }
    }

    private void WriteKernel(SourceWriter writer, FormattableString title, string work, string[] arrays, string function, params Expression[] constants)
    {
        KernelMethod method = new(Owner + work, title);
        IEnumerable<string> read = arrays.Where(array => _layer.IsCentered || array is not ("bias" or "means" or "biasGradient"));
        method.Body.Call(
            $"{(_layer.IsCentered ? "SampleNormalization" : "RmsNormalization")}.{function}", [Integer.Of(Sizes), .. constants, .. read.Select(method.Array)]);
        method.Write(writer);
    }
}
