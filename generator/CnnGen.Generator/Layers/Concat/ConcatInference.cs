using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;

namespace CnnGen.Generator.Layers;

/// <summary>The channels of each position one behind the other; those of a branch may be no whole number of vectors.</summary>
internal sealed class ConcatInference(string name, Activation activation, IReadOnlyList<SampleTensor> inputs, SampleTensor output)
    : JoinInference(name, activation, inputs, output)
{
    public override void WriteCall(CallWriter writer)
    {
        int first = 0;
        foreach (SampleTensor input in Sources)
        {
            bool isVector = Output.Shape.Rank == Shapes.Rank.Vector;
            writer.Line(IsUnordered(input)
                ? Flatten(input, Output.Argument(first))
                : isVector
                ? ArgumentText.Call("Copy", input.Argument(), Output.Argument(first), input.Shape.Size)
                : ArgumentText.Call(
                    "InferenceValues.CopyChannels",
                    input.Argument(), input.RowStep, input.ColumnStep, Output.Argument(first), Output.RowStep, Output.ColumnStep,
                    Output.Shape.Height, Output.Shape.Width, input.Shape.Channels));
            first += isVector ? (int)input.Shape.Size : input.Shape.Channels;
        }

        WriteActivation(writer);
    }
}
