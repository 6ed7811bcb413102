using CnnGen.Generator.Declarations;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A fully connected layer. Forward and input gradient are correlations of a single position; the weight gradient waits
/// for the whole batch, since its sum runs over samples and then needs no partial sums.
/// </summary>
internal sealed class FullyConnectedOperation : Operation
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly ParameterTensor _weight;
    private readonly ParameterTensor? _bias;
    private readonly BatchGradientSource _batchGradient;

    public FullyConnectedOperation(FullyConnected layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _inputs = input.Size;
        _outputs = layer.Outputs;
        _weight = new ParameterTensor(
            name,
            "Weight",
            new[] { _outputs, _inputs }.ToEquatableArray(),
            output.Activation == Activation.ReLU ? Initialization.He : Initialization.Glorot,
            _inputs,
            _outputs,
            IsBatchGradient: true);
        _bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { _outputs }.ToEquatableArray(), Initialization.Zero, _inputs, _outputs, IsBatchGradient: true)
            : null;
        _batchGradient = new BatchGradientSource(name, _inputs, _outputs, _bias is not null);
    }

    public override IReadOnlyList<ParameterTensor> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    /// <summary>The inputs sample by sample, rows padded to whole vectors; then the output gradient as it lies in the block.</summary>
    public override int KeptFloats => (_batchGradient.KeptRow + _outputs) * Tensor.Lanes;

    public override int BatchGradientTasks => _batchGradient.Tasks;

    public override void WriteForward(SourceWriter writer) => writer.Line(Call.Of(
        Name + "Forward",
        Call.Value(Input),
        Call.Parameter(_weight),
        _bias is null ? string.Empty : Call.Parameter(_bias),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        writer.Line($"LaneTranspose.FromLanes<V>({Call.Value(Input)}, {Literal.Of(_inputs)}, ref At(ref kept, {Name}Kept), {Literal.Of(_batchGradient.KeptRow)});");
        writer.Line($"Copy({Call.Gradient(Output)}, ref At(ref kept, {Name}Kept + {Literal.Of(_batchGradient.KeptRow * Tensor.Lanes)}), {Literal.Of(_outputs * Tensor.Lanes)});");
        if (Input.NeedsGradient)
        {
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Gradient(Output),
                Call.Parameter(_weight),
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteBatchGradient(SourceWriter writer, int firstTask) =>
        _batchGradient.WriteCall(writer, firstTask, _weight, _bias);

    public override void WriteKernels(SourceWriter writer)
    {
        CorrelationSource.Write(writer, Forward());
        _batchGradient.WriteKernels(writer);
        if (Input.NeedsGradient)
        {
            CorrelationSource.Write(writer, InputGradient());
        }
    }

    private Correlation Forward() => new()
    {
        Name = Name + "Forward",
        Title = $"{Name} forward: in[{Literal.Of(_inputs)}] * weight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}]"
            + $"{(_bias is null ? string.Empty : $" + bias[{Literal.Of(_outputs)}]")}{ActivationSource.Describe(Output.Activation)} -> out[{Literal.Of(_outputs)}].",
        OutputName = "output",
        InputName = "input",
        Outputs = _outputs,
        Inputs = _inputs,
        OutputStride = _inputs,
        InputStride = 1,
        KernelWidth = 1,
        Rows = Axis.Single,
        Columns = Axis.Single,
        BriefColumns = Axis.Single,
        SourcePlane = 1,
        TargetPlane = 1,
        HasBias = _bias is not null,
        Activation = Output.Activation,
    };

    private Correlation InputGradient() => new()
    {
        Name = Name + "InputGradient",
        Title = $"{Name} input gradient: dOut[{Literal.Of(_outputs)}] * weight[{Literal.Of(_outputs)}][{Literal.Of(_inputs)}]"
            + $"{(Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'")} -> dIn[{Literal.Of(_inputs)}].",
        OutputName = "input",
        InputName = "output",
        Outputs = _inputs,
        Inputs = _outputs,
        OutputStride = 1,
        InputStride = _inputs,
        KernelWidth = 1,
        Rows = Axis.Single,
        Columns = Axis.Single,
        BriefColumns = Axis.Single,
        SourcePlane = 1,
        TargetPlane = 1,
        Derivative = Input.Activation,
    };
}
