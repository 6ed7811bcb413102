using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A locally connected layer. A weight serves sixteen samples and is then done with until the next block, so that each
/// kernel reads all weights once, from the first to the last.
/// </summary>
internal sealed class LocallyConnectedOperation : Operation
{
    private readonly LocallyConnected _layer;
    private readonly ParameterTensor _weight;
    private readonly ParameterTensor? _bias;
    private readonly LocalWeightGradientEmitter _weightGradient;

    public LocallyConnectedOperation(LocallyConnected layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        bool isSignal = layer.Rank == Rank.Signal;
        int[] positions = isSignal ? [output.Shape.Width] : [output.Shape.Height, output.Shape.Width];
        int[] taps = isSignal ? [layer.Horizontal.Kernel] : [layer.Vertical.Kernel, layer.Horizontal.Kernel];
        int fanIn = input.Shape.Channels * layer.Taps;
        int fanOut = layer.Filters * layer.Taps;
        GradientSum gradient = layer.Frozen ? GradientSum.None : GradientSum.Batch;
        _weight = new ParameterTensor(
            name,
            "Weight",
            positions.Append(input.Shape.Channels).Concat(taps).Append(layer.Filters).ToEquatableArray(),
            output.FollowingActivation.IsRectifier ? Initialization.He : Initialization.Glorot,
            fanIn,
            fanOut,
            gradient);
        _bias = layer.Bias
            ? new ParameterTensor(
                name, "Bias", positions.Append(layer.Filters).ToEquatableArray(), Initialization.Zero, fanIn, fanOut, gradient)
            : null;
        _weightGradient = new LocalWeightGradientEmitter(layer, Owner, input, output);
    }

    public override IReadOnlyList<ParameterTensor> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override bool BackwardReadsInput => Learns || Input.Activation != Activation.None;

    public override int SavedFloats => Learns ? _weightGradient.KeptFloats : 0;

    public override int BatchGradientTasks => Learns ? _weightGradient.Tasks : 0;

    public override bool InfersFromPlanes => true;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new LocallyConnectedInference(_layer, Name, _weight, _bias, Output.Activation, input, output);

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward",
        ArgumentText.Value(Input),
        ArgumentText.Parameter(_weight),
        _bias is null ? string.Empty : ArgumentText.Parameter(_bias),
        ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Learns)
        {
            Integer kept = Integer.Of(Name + "Kept");
            writer.Call("Copy", ArgumentText.Value(Input), $"ref At(ref kept, {kept})", Input.Floats);
            writer.Call("Copy", writer.Gradient(Output), $"ref At(ref kept, {kept + _weightGradient.GradientOffset})", Output.Floats);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Parameter(_weight),
                Input.Activation == Activation.None ? string.Empty : ArgumentText.Value(Input),
                writer.Gradient(Input)));
        }
    }

    public override void WriteBatchGradient(CallWriter writer, int firstTask) =>
        _weightGradient.WriteCall(writer, this, firstTask, _weight, _bias);

    public override void WriteKernels(SourceWriter writer)
    {
        string bias = _bias is null ? string.Empty : $" + bias{_bias.Brackets}";
        new LocalForwardEmitter(_layer, Owner, Input, Output).Write(
            writer,
            $"{Owner} forward: in{Input.Shape.Brackets} * weight{_weight.Brackets}{bias}{ActivationEmitter.Describe(Output.Activation)} -> out{Output.Shape.Brackets}{_layer.Sliding}.");
        if (Input.NeedsGradient)
        {
            string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
            new LocalInputGradientEmitter(_layer, Owner, Input, Output).Write(
                writer,
                $"{Owner} input gradient: dOut{Output.Shape.Brackets} * weight{_weight.Brackets}{derivative} -> dIn{Input.Shape.Brackets}{_layer.Sliding}.");
        }

        if (Learns)
        {
            _weightGradient.Write(
                writer,
                $"{Owner} weight gradient: in{Input.Shape.Brackets}, dOut{Output.Shape.Brackets} -> dWeight{_weight.Brackets}, micro-batch after micro-batch{_layer.Sliding}.");
        }
    }
}
