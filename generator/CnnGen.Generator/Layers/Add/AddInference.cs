using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A sum of two tensors, value by value; what channels are filled up with is added too, and read by nobody.</summary>
internal sealed class AddInference(string name, Activation activation, IReadOnlyList<SampleTensor> inputs, SampleTensor output)
    : JoinInference(name, activation, inputs, output)
{
    public override void WriteCall(CallWriter writer)
    {
        (SampleTensor first, SampleTensor second) = (Sources[0], Sources[1]);
        if (!IsUnordered(first) && !IsUnordered(second))
        {
            writer.Line(
                $"InferenceValues.Add<V, {ActivationEmitter.Type(Activation)}>({first.Argument()}, {Literal.Of(first.RowStep)}, {second.Argument()}, {Literal.Of(second.RowStep)}, "
                + $"{Output.Argument()}, {Literal.Of(Output.RowStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.RowFloats)});");
            return;
        }

        // One that is in order comes first: the sum may take its place, and nothing may be written there before it is read.
        if (!IsUnordered(second))
        {
            (first, second) = (second, first);
        }

        if (first != Output)
        {
            writer.Line(IsUnordered(first) ? Flatten(first, Output.Argument()) : $"Copy({first.Argument()}, {Output.Argument()}, {Literal.Of(Output.Floats)});");
        }

        writer.Line(Unordered("AddFlattened", second, Output.Argument()));
        WriteActivation(writer);
    }
}
