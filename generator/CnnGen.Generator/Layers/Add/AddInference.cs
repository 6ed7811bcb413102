using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

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
            writer.Call(
                $"InferenceValues.Add<V, {ActivationEmitter.Type(Activation)}>",
                first.Argument(), first.RowStep, second.Argument(), second.RowStep, Output.Argument(), Output.RowStep, Output.Shape.Height, Output.RowFloats);
            return;
        }

        // One that is in order comes first: the sum may take its place, and nothing may be written there before it is read.
        if (!IsUnordered(second))
        {
            (first, second) = (second, first);
        }

        if (first != Output)
        {
            writer.Line(IsUnordered(first) ? Flatten(first, Output.Argument()) : ArgumentText.Call("Copy", first.Argument(), Output.Argument(), Output.Floats));
        }

        writer.Line(Unordered("AddFlattened", second, Output.Argument()));
        WriteActivation(writer);
    }
}
