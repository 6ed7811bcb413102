using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>What the operations of one sample have in common that join branches.</summary>
internal abstract class JoinInference(string name, Activation activation, IReadOnlyList<SampleTensor> inputs, SampleTensor output)
    : InferenceOperation(name, inputs[0], output)
{
    public sealed override IReadOnlyList<SampleTensor> Sources => inputs;

    protected Activation Activation => activation;

    /// <summary>Writes what applies the activation to results that are there.</summary>
    protected void WriteActivation(CallWriter writer)
    {
        if (activation != Activation.None)
        {
            writer.Call(
                $"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>",
                Output.Argument(), Output.RowStep, Output.Argument(), Output.RowStep, Output.Shape.Height, Output.RowFloats);
        }
    }
}
