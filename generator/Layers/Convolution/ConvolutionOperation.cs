using CnnGen.Generator.Declarations;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>What the strategies of a convolution have in common: parameters, the gradient of the biases, and how comments put it.</summary>
internal abstract class ConvolutionOperation : Operation
{
    protected ConvolutionOperation(Convolution layer, string name, Tensor input, Tensor output)
        : base(name, input, output)
    {
        Layer = layer;
        int fanIn = input.Shape.Channels * layer.Taps;
        Weight = new ParameterTensor(
            name,
            "Weight",
            (layer.Rank == Rank.Signal
                ? new[] { layer.Filters, input.Shape.Channels, layer.Horizontal.Kernel }
                : new[] { layer.Filters, input.Shape.Channels, layer.Vertical.Kernel, layer.Horizontal.Kernel }).ToEquatableArray(),
            output.Activation == Activation.ReLU ? Initialization.He : Initialization.Glorot,
            fanIn,
            layer.Filters * layer.Taps,
            Gradient);
        Bias = layer.Bias
            ? new ParameterTensor(name, "Bias", new[] { layer.Filters }.ToEquatableArray(), Initialization.Zero, fanIn, layer.Filters, Gradient)
            : null;
    }

    public override bool BackwardReadsInput => Learns || Input.Activation != Activation.None;

    public override IReadOnlyList<ParameterTensor> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    public sealed override bool InfersFromPlanes => true;

    public sealed override Border InferenceBorder => Border.Of(Layer.Vertical, Layer.Horizontal, Input.Shape);

    // One sample has too few tiles for Winograd's transforms of the weights to pay: they would be read four times as often.
    public sealed override InferenceOperation CreateInference(SampleTensor input, SampleTensor output) => new ConvolutionInference(
        Layer,
        Name,
        $"{Name} inference: in{Input.Shape.Brackets} * weight{Weight.Brackets}{(Bias is null ? string.Empty : $" + bias[{Literal.Of(Layer.Filters)}]")}"
        + $"{ActivationSource.Describe(Output.Activation)} -> out{Output.Shape.Brackets}{Layer.Sliding}.",
        Weight,
        Bias,
        Output.Activation,
        input,
        output);

    protected Convolution Layer { get; }

    private GradientSum Gradient => Layer.Frozen ? GradientSum.None : GradientSum.Blocks;

    protected ParameterTensor Weight { get; }

    protected ParameterTensor? Bias { get; }

    protected string ForwardTitle =>
        $"{Name} forward: in{Input.Shape.Brackets} * weight{Weight.Brackets}{(Bias is null ? string.Empty : $" + bias[{Literal.Of(Layer.Filters)}]")}"
        + $"{ActivationSource.Describe(Output.Activation)} -> out{Output.Shape.Brackets}{Layer.Sliding}.";

    protected string InputGradientTitle =>
        $"{Name} input gradient: dOut{Output.Shape.Brackets} * weight{Weight.Brackets}"
        + $"{(Input.Activation == Activation.None ? string.Empty : $" * {Input.Activation}'")} -> dIn{Input.Shape.Brackets}{Layer.Sliding}.";

    protected string WeightGradientTitle =>
        $"{Name} weight gradient: in{Input.Shape.Brackets}, dOut{Output.Shape.Brackets} -> dWeight{Weight.Brackets}, added.";

    protected void WriteBiasGradient(SourceWriter writer)
    {
        if (Bias is not null)
        {
            writer.Line(Call.Of(Name + "BiasGradient", Call.Gradient(Output), Call.ParameterGradient(Bias)));
        }
    }

    protected void WriteBiasGradientKernel(SourceWriter writer)
    {
        if (Bias is not null)
        {
            BiasGradientSource.Write(writer, Name, Output);
        }
    }
}
