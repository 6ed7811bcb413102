using CnnGen.Generator.Declarations;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A convolution by the direct tile: forward, gradients of input, weights and biases.</summary>
internal sealed class Conv2DOperation : Operation
{
    private readonly Conv2D _layer;
    private readonly ParameterTensor _weight;
    private readonly ParameterTensor? _bias;
    private readonly WeightGradientSource _weightGradient;
    private readonly Tensor? _waitingSums;

    public Conv2DOperation(Conv2D layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        _layer = layer;
        int taps = layer.Vertical.Kernel * layer.Horizontal.Kernel;
        int fanIn = input.Shape.Channels * taps;
        _weight = new ParameterTensor(
            name,
            "Weight",
            new[] { layer.Filters, input.Shape.Channels, layer.Vertical.Kernel, layer.Horizontal.Kernel }.ToEquatableArray(),
            output.Activation == Activation.ReLU ? Initialization.He : Initialization.Glorot,
            fanIn,
            layer.Filters * taps,
            IsBatchGradient: false);
        _bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { layer.Filters }.ToEquatableArray(), Initialization.Zero, fanIn, layer.Filters, IsBatchGradient: false)
            : null;
        _weightGradient = new WeightGradientSource(name, layer, input, output);
        _waitingSums = _weightGradient.ScratchSize > 0 ? new Tensor(name + "WaitingSums", Shape.Vector(_weightGradient.ScratchSize)) : null;
    }

    public override IReadOnlyList<ParameterTensor> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override IReadOnlyList<Tensor> BackwardScratch => _waitingSums is null ? [] : [_waitingSums];

    public override void WriteForward(SourceWriter writer) => writer.Line(Call.Of(
        Name + "Forward",
        Call.Value(Input),
        Call.Parameter(_weight),
        _bias is null ? string.Empty : Call.Parameter(_bias),
        Call.Value(Output)));

    public override void WriteBackward(SourceWriter writer)
    {
        writer.Line(Call.Of(
            Name + "WeightGradient",
            Call.Value(Input),
            Call.Gradient(Output),
            _waitingSums is null ? string.Empty : Call.Value(_waitingSums),
            Call.ParameterGradient(_weight)));
        if (_bias is not null)
        {
            writer.Line(Call.Of(Name + "BiasGradient", Call.Gradient(Output), Call.ParameterGradient(_bias)));
        }

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

    public override void WriteKernels(SourceWriter writer)
    {
        CorrelationSource.Write(writer, Forward());
        _weightGradient.Write(writer);
        if (_bias is not null)
        {
            BiasGradientSource.Write(writer, Name, Output);
        }

        if (Input.NeedsGradient)
        {
            CorrelationSource.Write(writer, InputGradient());
        }
    }

    private Correlation Forward() => new()
    {
        Name = Name + "Forward",
        Title = $"{Name} forward: in{Input.Shape.Brackets} * weight[{WeightDimensions}]{(_bias is null ? string.Empty : $" + bias[{Literal.Of(_layer.Filters)}]")}"
            + $"{ActivationSource.Describe(Output.Activation)} -> out{Output.Shape.Brackets}{Sliding}.",
        OutputName = "filter",
        InputName = "channel",
        Outputs = _layer.Filters,
        Inputs = Input.Shape.Channels,
        OutputStride = Input.Shape.Channels * Taps,
        InputStride = Taps,
        KernelWidth = _layer.Horizontal.Kernel,
        Rows = Axis.Forward(_layer.Vertical, Input.Shape.Height),
        Columns = Axis.Forward(_layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.Forward(_layer.Horizontal, Axis.BriefLength(_layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Input.Plane,
        TargetPlane = Output.Plane,
        HasBias = _bias is not null,
        Activation = Output.Activation,
    };

    private Correlation InputGradient() => new()
    {
        Name = Name + "InputGradient",
        Title = $"{Name} input gradient: dOut{Output.Shape.Brackets} * weight[{WeightDimensions}]"
            + $"{(Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'")} -> dIn{Input.Shape.Brackets}{Sliding}.",
        OutputName = "channel",
        InputName = "filter",
        Outputs = Input.Shape.Channels,
        Inputs = _layer.Filters,
        OutputStride = Taps,
        InputStride = Input.Shape.Channels * Taps,
        KernelWidth = _layer.Horizontal.Kernel,
        Rows = Axis.InputGradient(_layer.Vertical, Input.Shape.Height),
        Columns = Axis.InputGradient(_layer.Horizontal, Input.Shape.Width),
        BriefColumns = Axis.InputGradient(_layer.Horizontal, Axis.BriefLength(_layer.Horizontal, Input.Shape.Width)),
        SourcePlane = Output.Plane,
        TargetPlane = Input.Plane,
        Derivative = Input.Activation,
    };

    private int Taps => _layer.Vertical.Kernel * _layer.Horizontal.Kernel;

    private string WeightDimensions => string.Join("][", _weight.Dimensions.Select(Literal.Of));

    private string Sliding =>
        (_layer.Vertical.Stride == 1 ? string.Empty : $", stride {Literal.Of(_layer.Vertical.Stride)}")
        + (_layer.Vertical.Padding == 0 ? string.Empty : $", padding {Literal.Of(_layer.Vertical.Padding)}");
}
