using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>Local response normalisation of one sample, whose channels lie side by side.</summary>
internal sealed class LocalResponseNormInference(LocalResponseNorm layer, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(SourceWriter writer) => writer.Line(
        $"InferenceValues.LocalResponseNorm<V>({Input.Argument()}, {Literal.Of(Input.RowStep)}, {Output.Argument()}, {Literal.Of(Output.RowStep)}, "
        + $"{Literal.Of(Input.Shape.Height)}, {Literal.Of(Input.Shape.Width)}, {Literal.Of(Input.Shape.Channels)}, {Literal.Of(layer.Reach)}, "
        + $"{Literal.Shortest(layer.Share)}f, {Literal.Shortest(layer.Beta)}f, {Literal.Shortest(layer.K)}f);");
}
