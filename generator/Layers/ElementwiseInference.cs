using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>A function of each value of one sample by itself; nothing where there is no function, since a reader finds values wherever they lie.</summary>
internal sealed class ElementwiseInference(Activation function, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(SourceWriter writer)
    {
        if (function != Activation.None)
        {
            writer.Line(
                $"InferenceValues.Apply<V, {ActivationSource.Type(function)}>({Input.Argument()}, {Literal.Of(Input.RowStep)}, {Output.Argument()}, "
                + $"{Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
        }
    }
}
