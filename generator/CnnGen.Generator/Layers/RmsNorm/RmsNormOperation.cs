using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A root-mean-square normalisation of a micro-batch. The scale of each set of values is kept for the backward pass, which reads the input again. The
/// kernels are the runtime's.
/// </summary>
internal sealed class RmsNormOperation : Operation
{
    private readonly Tensor _scales;

    public RmsNormOperation(RmsNorm layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        Layer = layer;
        _scales = new Tensor(name + "Scales", Shape.Vector(layer.WholeSample ? 1 : Positions));
        int[] dimensions = layer.WholeSample ? output.Shape.Dimensions : [Channels];
        Weight = new ParameterTensor(
            name, "Weight", dimensions.ToEquatableArray(), Initialization.One, 1, 1, layer.Frozen ? GradientSum.None : GradientSum.Blocks);
    }

    public RmsNorm Layer { get; }

    public ParameterTensor Weight { get; }

    public override IReadOnlyList<ParameterTensor> Parameters => [Weight];

    public override IReadOnlyList<Tensor> Scratch => [_scales];

    // A value is read for the last time where its own gradient is written.
    public override bool WritesGradientOverInput => true;

    // A vector may be what an image was, flattened: then each of its values is a channel.
    private int Channels => Output.Shape.Channels;

    private int Positions => Output.Shape.Height * Output.Shape.Width;

    private string Sizes => FormattableString.Invariant(
        $"new SampleNormShape(Channels: {Channels}, Positions: {Positions}, InputPlane: {Input.PlaneOf(Output.Shape)}, OutputPlane: {Output.Plane}, Groups: 1, IsOfPositions: {Literal.Of(!Layer.WholeSample)}, HasWeightsOfValues: {Literal.Of(Layer.WholeSample)})");

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new RmsNormInference(this, input, output);

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward",
        ArgumentText.Value(Input),
        ArgumentText.Parameter(Weight),
        ArgumentText.Value(_scales),
        ArgumentText.Value(Output)));

    // The gradient of the input may be written over the input, which that of the weights reads.
    public override void WriteBackward(CallWriter writer)
    {
        if (Learns)
        {
            writer.Line(writer.CallOf(
                this,
                "WeightGradient",
                writer.Gradient(Output),
                ArgumentText.Value(Input),
                ArgumentText.Value(_scales),
                ArgumentText.ParameterGradient(Weight)));
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Value(Input),
                ArgumentText.Parameter(Weight),
                ArgumentText.Value(_scales),
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        string values = Output.Shape.Brackets;
        string set = Layer.WholeSample ? "each sample" : "the channels of each position";
        WriteKernel(
            writer,
            $"{Owner} forward: in{values} * scale * weight{Weight.Brackets}{ActivationEmitter.Describe(Output.Activation)} -> out{values}, by the mean square of {set}.",
            "Forward",
            ["source", "weight", "scales", "target"],
            $"Normalize<V, {ActivationEmitter.Type(Output.Activation)}>",
            Integer.Of(Literal.Shortest(Layer.Epsilon) + "f"));
        if (Learns)
        {
            WriteKernel(
                writer,
                $"{Owner} weight gradient: dOut{values} * in * scale -> dWeight{Weight.Brackets}, added.",
                "WeightGradient",
                ["outGradient", "source", "scales", "weightGradient"],
                "WeightGradient<V>");
        }

        if (Input.NeedsGradient)
        {
            string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
            WriteKernel(
                writer,
                $"{Owner} input gradient: dOut{values} * weight{Weight.Brackets} * scale, less what the mean square takes of it{derivative} -> dIn{values}.",
                "InputGradient",
                ["outGradient", "source", "weight", "scales", "inGradient"],
                $"InputGradient<V, {ActivationEmitter.Type(Input.Activation)}>");
        }
    }

    private void WriteKernel(SourceWriter writer, FormattableString title, string work, string[] arrays, string function, params Expression[] constants)
    {
        KernelMethod method = new(Owner + work, title);
        method.Body.Call($"RmsNormalization.{function}", [Integer.Of(Sizes), .. constants, .. arrays.Select(method.Array)]);
        method.Write(writer);
    }
}
