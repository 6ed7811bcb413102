using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution by the direct tile: forward, gradients of input, weights and biases, each group by itself.</summary>
internal sealed class DirectConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
    : ConvolutionOperation(layer, name, input, output)
{
    public override IReadOnlyList<Tensor> BackwardScratch => WaitingSums;

    public override void WriteForward(CallWriter writer) => writer.Line(writer.CallOf(
        this,
        "Forward",
        ArgumentText.Value(Input),
        ArgumentText.Parameter(Weight),
        Bias is null ? string.Empty : ArgumentText.Parameter(Bias),
        ArgumentText.Value(Output)));

    public override void WriteBackward(CallWriter writer)
    {
        if (Learns)
        {
            WriteDirectWeightGradient(writer);
            WriteBiasGradient(writer);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(writer.CallOf(
                this,
                "InputGradient",
                writer.Gradient(Output),
                ArgumentText.Parameter(Weight),
                Input.Activation == Activation.None ? string.Empty : ArgumentText.Value(Input),
                writer.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        GroupLoop.Write(writer, Titles.Forward, Owner + "Forward", Layer.Groups,
        [
            InputArray("source"),
            WeightOfGroup("weight"),
            .. Bias is null ? [] : new[] { GroupArray.Floats("bias", Group.Filters) },
            OutputArray("target"),
        ]);
        CorrelationEmitter.Write(writer, Forward());
        if (Learns)
        {
            WriteDirectWeightGradientKernels(writer);
            WriteBiasGradientKernel(writer);
        }

        if (Input.NeedsGradient)
        {
            GroupLoop.Write(writer, Titles.InputGradient, Owner + "InputGradient", Layer.Groups,
            [
                OutputArray("source"),
                WeightOfGroup("weight"),
                .. Input.Activation == Activation.None ? [] : new[] { InputArray("value") },
                InputArray("target"),
            ]);
            CorrelationEmitter.Write(writer, InputGradient());
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
