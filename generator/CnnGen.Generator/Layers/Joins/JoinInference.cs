using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>What the operations of one sample have in common that join branches.</summary>
internal abstract class JoinInference(string name, Activation activation, IReadOnlyList<SampleTensor> inputs, SampleTensor output)
    : InferenceOperation(name, inputs[0], output)
{
    public sealed override IReadOnlyList<SampleTensor> Sources => inputs;

    protected Activation Activation => activation;

    /// <summary>Writes what applies the activation to results that are there.</summary>
    protected void WriteActivation(SourceWriter writer)
    {
        if (activation != Activation.None)
        {
            writer.Line(
                $"InferenceValues.Apply<V, {ActivationEmitter.Type(activation)}>({Output.Argument()}, {Literal.Of(Output.RowStep)}, {Output.Argument()}, "
                + $"{Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
        }
    }
}
