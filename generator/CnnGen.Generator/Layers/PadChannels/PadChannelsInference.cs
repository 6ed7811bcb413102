using CnnGen.Generator.Plan;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>The channels of each position of one sample among zeros; neither need be a whole number of vectors.</summary>
internal sealed class PadChannelsInference(PadChannels layer, string name, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(CallWriter writer) => writer.Line(writer.CallOf(this, "Inference", Input.Argument(), Output.Argument()));

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($"// {Owner} inference: in{Input.Shape.Brackets} after {Plural.Count(layer.Before, "channel")} of zeros and before {Literal.Of(layer.After)} -> out{Output.Shape.Brackets}.");
        using (writer.Method(Owner + "Inference", "ref float source, ref float target"))
        using (writer.Block($"for (int row = 0; row < {Literal.Of(Output.Shape.Height)}; row++)"))
        using (writer.Block($"for (int column = 0; column < {Literal.Of(Output.Shape.Width)}; column++)"))
        {
            writer.Line($"ref float x = ref Unsafe.Add(ref source, {IndexExpression.Sum(IndexExpression.Times("row", Input.RowStep), IndexExpression.Times("column", Input.ColumnStep))});");
            writer.Line($"ref float y = ref Unsafe.Add(ref target, {IndexExpression.Sum(IndexExpression.Times("row", Output.RowStep), IndexExpression.Times("column", Output.ColumnStep))});");
            writer.Line($"Clear(ref y, {Literal.Of(Output.ColumnStep)});");
            writer.Line($"Copy(ref x, ref Unsafe.Add(ref y, {Literal.Of(layer.Before)}), {Literal.Of(Input.Shape.Channels)});");
        }

        writer.Line();
    }
}
