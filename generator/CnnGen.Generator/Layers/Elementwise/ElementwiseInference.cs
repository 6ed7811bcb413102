using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A function of each value of one sample by itself.</summary>
/// <param name="function">The runtime's type for it.</param>
/// <param name="name">The operation's.</param>
/// <param name="input">The values.</param>
/// <param name="output">The results.</param>
internal sealed class ElementwiseInference(string function, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(CallWriter writer) => writer.Line(
        $"InferenceValues.Apply<V, {function}>({Input.Argument()}, {Literal.Of(Input.RowStep)}, {Output.Argument()}, "
        + $"{Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
}
