using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A normalisation within each sample of a micro-batch. The mean and the scale of each set are kept for the backward pass, which reads the input
/// again. The kernels are the runtime's.
/// </summary>
internal sealed class SampleNormOperation : Operation
{
    private readonly SampleNorm _layer;
    private readonly Tensor _means;
    private readonly Tensor _scales;

    public SampleNormOperation(SampleNorm layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        Shape sets = Shape.Vector(layer.Groups * (layer.IsOfPositions ? Positions : 1));
        _means = new Tensor(name + "Means", sets);
        _scales = new Tensor(name + "Scales", sets);
        int[] dimensions = layer.HasWeightsOfValues ? output.Shape.Dimensions : [Channels];
        ParameterTensor Learned(string role, Initialization initialization) =>
            new(name, role, dimensions.ToEquatableArray(), initialization, 1, 1, layer.Frozen ? GradientSum.None : GradientSum.Blocks);
        Weight = Learned("Weight", Initialization.One);
        Bias = Learned("Bias", Initialization.Zero);
    }

    public SampleNorm Layer => _layer;

    public ParameterTensor Weight { get; }

    public ParameterTensor Bias { get; }

    public override IReadOnlyList<ParameterTensor> Parameters => [Weight, Bias];

    public override IReadOnlyList<Tensor> Scratch => [_means, _scales];

    // A value is read for the last time where its own gradient is written.
    public override bool WritesGradientOverInput => true;

    // A vector may be what an image was, flattened: then each of its values is a channel.
    private int Channels => Output.Shape.Channels;

    private int Positions => Output.Shape.Height * Output.Shape.Width;

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
        ArgumentText.Parameter(Bias),
        ArgumentText.Value(_means),
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
                ArgumentText.Value(_means),
                ArgumentText.Value(_scales),
                ArgumentText.ParameterGradient(Weight),
                ArgumentText.ParameterGradient(Bias)));
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Value(Input),
                ArgumentText.Parameter(Weight),
                ArgumentText.Value(_means),
                ArgumentText.Value(_scales),
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string values = Output.Shape.Brackets;
        WriteKernel(
            writer,
            $"{Owner} forward: (in{values} - mean) * scale * weight{Weight.Brackets} + bias{ActivationEmitter.Describe(Output.Activation)} -> out{values}, by mean and variance of {Sets}.",
            "Forward",
            ["source", "weight", "bias", "means", "scales", "target"],
            $"Normalize<V, {ActivationEmitter.Type(Output.Activation)}>",
            Integer.Of(Literal.Shortest(_layer.Epsilon) + "f"));
        if (Learns)
        {
            WriteKernel(
                writer,
                $"{Owner} weight gradient: dOut{values} * (in - mean) * scale -> dWeight{Weight.Brackets}, dOut -> dBias{Bias.Brackets}, added.",
                "WeightGradient",
                ["outGradient", "source", "means", "scales", "weightGradient", "biasGradient"],
                "ParameterGradient<V>");
        }

        if (Input.NeedsGradient)
        {
            string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
            WriteKernel(
                writer,
                $"{Owner} input gradient: dOut{values} * weight{Weight.Brackets} * scale, less what mean and variance take of it{derivative} -> dIn{values}.",
                "InputGradient",
                ["outGradient", "source", "weight", "means", "scales", "inGradient"],
                $"InputGradient<V, {ActivationEmitter.Type(Input.Activation)}>");
        }
    }

    private void WriteKernel(SourceWriter writer, FormattableString title, string work, string[] arrays, string function, params Expression[] constants)
    {
        KernelMethod method = new(Owner + work, title);
        method.Body.Call($"SampleNormalization.{function}", [Integer.Of(Sizes), .. constants, .. arrays.Select(method.Array)]);
        method.Write(writer);
    }
}
