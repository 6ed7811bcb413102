using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution by the direct tile: forward, gradients of input, weights and biases, each group by itself.</summary>
internal sealed class DirectConvolutionOperation : ConvolutionOperation
{
    private readonly WeightGradientSource _weightGradient;
    private readonly Tensor? _waitingSums;

    public DirectConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(layer, name, input, output)
    {
        _weightGradient = new WeightGradientSource(
            GroupLoop.KernelName(Owner + "WeightGradient", layer.Groups), GroupTitles.WeightGradient, Group, GroupInput, GroupOutput);
        _waitingSums = Learns && _weightGradient.ScratchSize > 0 ? new Tensor(name + "WaitingSums", Shape.Vector(_weightGradient.ScratchSize)) : null;
    }

    public override IReadOnlyList<Tensor> BackwardScratch => _waitingSums is null ? [] : [_waitingSums];

    private int WeightsPerFilter => GroupInput.Shape.Channels * Layer.Taps;

    private (string, string) WeightOfGroup(string array) => GroupLoop.Floats(array, Group.Filters * WeightsPerFilter);

    public override void WriteForward(SourceWriter writer) => writer.Line(CallOf(
        "Forward",
        Call.Value(Input),
        Call.Parameter(Weight),
        Bias is null ? string.Empty : Call.Parameter(Bias),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Learns)
        {
            writer.Line(CallOf(
                "WeightGradient",
                Call.Value(Input),
                Call.Gradient(Output),
                _waitingSums is null ? string.Empty : Call.Value(_waitingSums),
                Call.ParameterGradient(Weight)));
            WriteBiasGradient(writer);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(CallOf(
                "InputGradient",
                Call.Gradient(Output),
                Call.Parameter(Weight),
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        int inputVectors = GroupInput.Shape.Channels * Input.Plane;
        int outputVectors = Group.Filters * Output.Plane;
        GroupLoop.Write(writer, Titles.Forward, Owner + "Forward", Layer.Groups,
        [
            GroupLoop.Vectors("source", inputVectors),
            WeightOfGroup("weight"),
            .. Bias is null ? [] : new[] { GroupLoop.Floats("bias", Group.Filters) },
            GroupLoop.Vectors("target", outputVectors),
        ]);
        CorrelationSource.Write(writer, Forward());
        if (Learns)
        {
            GroupLoop.Write(writer, Titles.WeightGradient, Owner + "WeightGradient", Layer.Groups,
            [
                GroupLoop.Vectors("source", inputVectors),
                GroupLoop.Vectors("outGradient", outputVectors),
                .. _waitingSums is null ? [] : new[] { GroupLoop.Whole("sums") },
                WeightOfGroup("gradient"),
            ]);
            _weightGradient.Write(writer);
            WriteBiasGradientKernel(writer);
        }

        if (Input.NeedsGradient)
        {
            GroupLoop.Write(writer, Titles.InputGradient, Owner + "InputGradient", Layer.Groups,
            [
                GroupLoop.Vectors("source", outputVectors),
                WeightOfGroup("weight"),
                .. Input.Activation == Activation.None ? [] : new[] { GroupLoop.Vectors("value", inputVectors) },
                GroupLoop.Vectors("target", inputVectors),
            ]);
            CorrelationSource.Write(writer, InputGradient());
        }
    }

    private Correlation Forward() => new()
    {
        Name = GroupLoop.KernelName(Owner + "Forward", Layer.Groups),
        Title = GroupTitles.Forward,
        OutputName = "filter",
        InputName = "channel",
        Outputs = Group.Filters,
        Inputs = GroupInput.Shape.Channels,
        OutputStride = WeightsPerFilter,
        InputStride = Layer.Taps,
        KernelWidth = Layer.Horizontal.Kernel,
        Rows = Axis.Forward(Layer.Vertical, Input.Shape.Height),
        Columns = Axis.Forward(Layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.Forward(Layer.Horizontal, Axis.BriefLength(Layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Input.Plane,
        TargetPlane = Output.Plane,
        SourceSize = Input.Vectors,
        TargetSize = Output.Vectors,
        HasBias = Bias is not null,
        Activation = Output.Activation,
    };

    private Correlation InputGradient() => new()
    {
        Name = GroupLoop.KernelName(Owner + "InputGradient", Layer.Groups),
        Title = GroupTitles.InputGradient,
        OutputName = "channel",
        InputName = "filter",
        Outputs = GroupInput.Shape.Channels,
        Inputs = Group.Filters,
        OutputStride = Layer.Taps,
        InputStride = WeightsPerFilter,
        KernelWidth = Layer.Horizontal.Kernel,
        Rows = Axis.InputGradient(Layer.Vertical, Input.Shape.Height),
        Columns = Axis.InputGradient(Layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.InputGradient(Layer.Horizontal, Axis.BriefLength(Layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Output.Plane,
        TargetPlane = Input.Plane,
        SourceSize = Output.Vectors,
        TargetSize = Input.Vectors,
        Derivative = Input.Activation,
    };
}
