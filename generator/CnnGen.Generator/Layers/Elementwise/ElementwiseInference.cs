using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>A function of each value of one sample by itself.</summary>
/// <param name="function">The runtime's type for it.</param>
/// <param name="name">The operation's.</param>
/// <param name="input">The values.</param>
/// <param name="output">The results.</param>
internal sealed class ElementwiseInference(string function, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(CallWriter writer) => writer.Call(
        $"InferenceValues.Apply<V, {function}>",
        Input.Argument(), Input.RowStep, Output.Argument(), Output.RowStep, Output.Shape.Height, Output.RowFloats);
}
