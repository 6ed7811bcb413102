using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

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
                ? $"Copy({input.Argument()}, {Output.Argument(first)}, {Literal.Of(input.Shape.Size)});"
                : $"InferenceValues.CopyChannels({input.Argument()}, {Literal.Of(input.RowStep)}, {Literal.Of(input.ColumnStep)}, {Output.Argument(first)}, "
                + $"{Literal.Of(Output.RowStep)}, {Literal.Of(Output.ColumnStep)}, {Literal.Of(Output.Shape.Height)}, {Literal.Of(Output.Shape.Width)}, {Literal.Of(input.Shape.Channels)});");
            first += isVector ? (int)input.Shape.Size : input.Shape.Channels;
        }

        WriteActivation(writer);
    }
}
