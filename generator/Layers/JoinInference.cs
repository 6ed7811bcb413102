using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>What the operations of one sample have in common that join branches.</summary>
internal abstract class JoinInference(string name, Activation activation, IReadOnlyList<SampleTensor> inputs, SampleTensor output)
    : InferenceOperation(name, inputs[0], output)
{
    public sealed override IReadOnlyList<SampleTensor> Sources => inputs;

    protected Activation Activation => activation;

    /// <summary>The call that puts a flattened image in order, one value behind the other.</summary>
    protected static string Flatten(SampleTensor image, string target) => Unordered("Flatten", image, target);

    /// <summary>The call of a function that walks a flattened image in order.</summary>
    protected static string Unordered(string function, SampleTensor image, string target) =>
        $"InferenceValues.{function}({image.Argument()}, {Literal.Of(image.ChannelStep)}, {Literal.Of(image.RowStep)}, {Literal.Of(image.ColumnStep)}, "
        + $"{Literal.Of(image.Shape.Channels)}, {Literal.Of(image.Shape.Height)}, {Literal.Of(image.Shape.Width)}, {target});";

    /// <summary>Writes what applies the activation to results that are there.</summary>
    protected void WriteActivation(SourceWriter writer)
    {
        if (activation != Activation.None)
        {
            writer.Line(
                $"InferenceValues.Apply<V, {ActivationSource.Type(activation)}>({Output.Argument()}, {Literal.Of(Output.RowStep)}, {Output.Argument()}, "
                + $"{Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
        }
    }

    /// <summary>Whether an input that is read as a vector is an image still, whose values lie otherwise.</summary>
    protected bool IsUnordered(SampleTensor input) => Output.Shape.Rank == Shapes.Rank.Vector && !input.IsVector;
}
