using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Batch normalisation of one sample where no layer in front of it could take it over: scale and shift by the running statistics.</summary>
internal sealed class BatchNormInference(BatchNormOperation norm, SampleTensor input, SampleTensor output) : InferenceOperation(norm.Name, input, output)
{
    private readonly PackedTensor _scale = Row(norm, "InferenceScale");
    private readonly PackedTensor _shift = Row(norm, "InferenceShift");

    public override IReadOnlyList<PackedTensor> Packed => [_scale, _shift];

    public override void WritePack(CallWriter writer) =>
        writer.Call("BatchNormalization.Pack", norm.ParameterArguments, norm.Channels, _scale.Argument, _shift.Argument);

    public override void WriteCall(CallWriter writer)
    {
        SampleTensor source = Input;
        if (IsUnordered(Input))
        {
            writer.Line(Flatten(Input, Output.Argument()));
            source = Output;
        }

        writer.Call(
            $"InferenceValues.ScaleAndShift<V, {ActivationEmitter.Type(norm.Output.Activation)}>",
            source.Argument(), source.RowStep, Output.Argument(), Output.RowStep, Output.Shape.Height, Output.Shape.Width, Output.ColumnStep,
            _scale.Argument, _shift.Argument);
    }

    private static PackedTensor Row(BatchNormOperation norm, string name) => new(
        norm.Name + name, (norm.Channels + Tensor.Lanes - 1) / Tensor.Lanes * Tensor.Lanes, FormattableString.Invariant($"[{norm.Channels}]"));
}
