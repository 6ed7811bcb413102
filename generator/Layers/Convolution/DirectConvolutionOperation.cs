using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution by the direct tile: forward, gradients of input, weights and biases.</summary>
internal sealed class DirectConvolutionOperation : ConvolutionOperation
{
    private readonly WeightGradientSource _weightGradient;
    private readonly Tensor? _waitingSums;

    public DirectConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(layer, name, input, output)
    {
        _weightGradient = new WeightGradientSource(name, WeightGradientTitle, layer, input, output);
        _waitingSums = Learns && _weightGradient.ScratchSize > 0 ? new Tensor(name + "WaitingSums", Shape.Vector(_weightGradient.ScratchSize)) : null;
    }

    public override IReadOnlyList<Tensor> BackwardScratch => _waitingSums is null ? [] : [_waitingSums];

    public override void WriteForward(SourceWriter writer) => writer.Line(Call.Of(
        Name + "Forward",
        Call.Value(Input),
        Call.Parameter(Weight),
        Bias is null ? string.Empty : Call.Parameter(Bias),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        if (Learns)
        {
            writer.Line(Call.Of(
                Name + "WeightGradient",
                Call.Value(Input),
                Call.Gradient(Output),
                _waitingSums is null ? string.Empty : Call.Value(_waitingSums),
                Call.ParameterGradient(Weight)));
            WriteBiasGradient(writer);
        }

        if (Input.NeedsGradient)
        {
            writer.Line(Call.Of(
                Name + "InputGradient",
                Call.Gradient(Output),
                Call.Parameter(Weight),
                Input.Activation == Activation.None ? string.Empty : Call.Value(Input),
                Call.Gradient(Input)));
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        CorrelationSource.Write(writer, Forward());
        if (Learns)
        {
            _weightGradient.Write(writer);
            WriteBiasGradientKernel(writer);
        }

        if (Input.NeedsGradient)
        {
            CorrelationSource.Write(writer, InputGradient());
        }
    }

    private Correlation Forward() => new()
    {
        Name = Name + "Forward",
        Title = ForwardTitle,
        OutputName = "filter",
        InputName = "channel",
        Outputs = Layer.Filters,
        Inputs = Input.Shape.Channels,
        OutputStride = Input.Shape.Channels * Layer.Taps,
        InputStride = Layer.Taps,
        KernelWidth = Layer.Horizontal.Kernel,
        Rows = Axis.Forward(Layer.Vertical, Input.Shape.Height),
        Columns = Axis.Forward(Layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.Forward(Layer.Horizontal, Axis.BriefLength(Layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Input.Plane,
        TargetPlane = Output.Plane,
        HasBias = Bias is not null,
        Activation = Output.Activation,
    };

    private Correlation InputGradient() => new()
    {
        Name = Name + "InputGradient",
        Title = InputGradientTitle,
        OutputName = "channel",
        InputName = "filter",
        Outputs = Input.Shape.Channels,
        Inputs = Layer.Filters,
        OutputStride = Layer.Taps,
        InputStride = Input.Shape.Channels * Layer.Taps,
        KernelWidth = Layer.Horizontal.Kernel,
        Rows = Axis.InputGradient(Layer.Vertical, Input.Shape.Height),
        Columns = Axis.InputGradient(Layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.InputGradient(Layer.Horizontal, Axis.BriefLength(Layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Output.Plane,
        TargetPlane = Input.Plane,
        Derivative = Input.Activation,
    };
}
