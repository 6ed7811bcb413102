using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>Batch normalisation of one sample where no layer in front of it could take it over: scale and shift by the running statistics.</summary>
internal sealed class BatchNormInference(BatchNormOperation norm, SampleTensor input, SampleTensor output) : InferenceOperation(norm.Name, input, output)
{
    private readonly PackedTensor _scale = Row(norm, "InferenceScale");
    private readonly PackedTensor _shift = Row(norm, "InferenceShift");

    public override IReadOnlyList<PackedTensor> Packed => [_scale, _shift];

    public override void WritePack(CallWriter writer) => writer.Line(
        $"BatchNormalization.Pack({norm.ParameterArguments}, {Literal.Of(norm.Channels)}, {_scale.Argument}, {_shift.Argument});");

    public override void WriteCall(CallWriter writer)
    {
        SampleTensor source = Input;
        if (IsUnordered(Input))
        {
            writer.Line(Flatten(Input, Output.Argument()));
            source = Output;
        }

        writer.Line(
            $"InferenceValues.ScaleAndShift<V, {ActivationEmitter.Type(norm.Output.Activation)}>({source.Argument()}, {Literal.Of(source.RowStep)}, {Output.Argument()}, {Literal.Of(Output.RowStep)}, "
            + $"{Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.Shape.Width)}, {Literal.Of(Output.ColumnStep)}, {_scale.Argument}, {_shift.Argument});");
    }

    private static PackedTensor Row(BatchNormOperation norm, string name) => new(
        norm.Name + name, (norm.Channels + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes, $"[{Literal.Of(norm.Channels)}]");
}
