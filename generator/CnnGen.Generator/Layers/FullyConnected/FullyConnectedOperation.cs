using CnnGen.Generator.Functions;
using CnnGen.Generator.Kernels;
using CnnGen.Generator.Model;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A fully connected layer: three products. Forward and for the input gradient lanes are samples, as everywhere. The weight gradient
/// waits for the whole batch, since its sum runs over samples and then needs no partial sums; its lanes are inputs.
/// </summary>
internal sealed class FullyConnectedOperation : Operation
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly ParameterTensor _weight;
    private readonly ParameterTensor? _bias;
    private readonly BatchGradientEmitter _batchGradient;
    private readonly FullyConnected _layer;
    private readonly bool _inputIsSaved;

    public FullyConnectedOperation(FullyConnected layer, string name, Tensor input, Tensor output, bool inputIsSaved = false)
        : base(name, input, output)
    {
        (_layer, _inputIsSaved) = (layer, inputIsSaved);
        _inputs = input.Size;
        _outputs = layer.Outputs;
        GradientSum gradient = layer.Frozen ? GradientSum.None : GradientSum.Batch;
        _weight = new ParameterTensor(
            name,
            "Weight",
            new[] { _outputs, _inputs }.ToEquatableArray(),
            output.FollowingActivation.IsRectifier ? Initialization.He : Initialization.Glorot,
            _inputs,
            _outputs,
            gradient);
        _bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { _outputs }.ToEquatableArray(), Initialization.Zero, _inputs, _outputs, gradient)
            : null;
        _batchGradient = new BatchGradientEmitter(Owner, _inputs, _outputs);
    }

    public override bool FoldsNorm => Output.Activation == Activation.None;

    public override bool InfersFromPlanes => true;

    public override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) =>
        new FullyConnectedInference(Name, _weight, _bias, Output.Activation, input, output);

    public override InferenceOperation CreateFoldedInference(BatchStatisticsOperation norm, SampleTensor input, SampleTensor output) =>
        new FullyConnectedInference(Name, _weight, _bias ?? FoldedBias(norm), norm.Output.Activation, input, output);

    public override IReadOnlyList<ParameterTensor> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override bool BackwardReadsInput => (Learns && !_inputIsSaved) || Input.Activation != Activation.None;

    public override bool CanSaveNetworkInput => Learns && _batchGradient.IsInPanels;

    public override bool WritesGradientOverInput => Input.Activation.IsSingleOperation;

    public override int SavedFloats => Learns ? _batchGradient.KeptFloats : 0;

    public override int BatchGradientTasks => Learns ? _batchGradient.Tasks : 0;

    public override Operation SavingNetworkInput() => new FullyConnectedOperation(_layer, Name, Input, Output, inputIsSaved: true);

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
            if (!_inputIsSaved)
            {
                _batchGradient.WriteKeepInput(writer, this, ArgumentText.Value(Input));
            }

            _batchGradient.WriteKeepGradient(writer, this, writer.Gradient(Output));
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
        _batchGradient.WriteCall(writer, this, firstTask, _weight, _bias);

    public override void WriteKernels(SourceWriter writer)
    {
        WriteForwardKernel(writer);
        if (Input.NeedsGradient)
        {
            WriteInputGradientKernel(writer);
        }

        if (Learns)
        {
            _batchGradient.WriteKernels(writer);
        }
    }

    private void WriteForwardKernel(SourceWriter writer)
    {
        var product = new LaneProduct
        {
            Name = Owner + "Forward",
            RowName = "output",
            Rows = _outputs,
            Terms = _inputs,
            WeightRow = _inputs,
            WeightTerm = 1,
            HasBias = _bias is not null,
            Activation = Output.Activation.IsSingleOperation ? Output.Activation : Activation.None,
        };
        string bias = _bias is null ? string.Empty : $" + bias{_bias.Brackets}";
        (KernelMethod method, LaneProduct.Arrays arrays) = product.Begin(
            product.Name,
            $"{Owner} forward: in[{_inputs}] * weight[{_outputs}][{_inputs}]{bias}{ActivationEmitter.Describe(Output.Activation)} -> out[{_outputs}], for 16 samples.",
            hasValue: false);
        product.WriteWalk(method.Body, arrays);
        if (!Output.Activation.IsSingleOperation)
        {
            method.Body.Loop("i", Integer.InAllSubBlocks(_outputs), (block, i) =>
                block.Store(ActivationEmitter.Apply(Output.Activation, Lanes.Load(arrays.Target, i)), arrays.Target, i));
        }

        method.Write(writer);
        product.WriteTiles(writer);
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        var product = new LaneProduct
        {
            Name = Owner + "InputGradient",
            RowName = "input",
            Rows = _inputs,
            Terms = _outputs,
            WeightRow = 1,
            WeightTerm = _inputs,
            Derivative = Input.Activation.IsSingleOperation ? Input.Activation : Activation.None,
        };
        string derivative = Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'";
        (KernelMethod method, LaneProduct.Arrays arrays) = product.Begin(
            product.Name,
            $"{Owner} input gradient: dOut[{_outputs}] * weight[{_outputs}][{_inputs}]{derivative} -> dIn[{_inputs}], for 16 samples.",
            hasValue: Input.Activation != Activation.None);
        product.WriteWalk(method.Body, arrays);
        if (arrays.Value is not null && !Input.Activation.IsSingleOperation)
        {
            method.Body.Loop("i", Integer.InAllSubBlocks(_inputs), (block, i) => block.Store(
                ActivationEmitter.Differentiate(Input.Activation, Lanes.Load(arrays.Target, i), Lanes.Load(arrays.Value, i)), arrays.Target, i));
        }

        method.Write(writer);
        product.WriteTiles(writer);
    }
}
