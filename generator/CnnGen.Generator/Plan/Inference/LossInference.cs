using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>The scores of one sample, from values that come one after another or are brought so.</summary>
internal sealed class LossInference(string name, int scores, Func<string, string, string> call, SampleTensor input, SampleTensor output)
    : InferenceOperation(name, input, output)
{
    public override void WriteCall(CallWriter writer)
    {
        string source = Input.Argument();
        if (!Input.IsVector)
        {
            writer.Line(
                $"InferenceValues.Flatten({source}, {Literal.Of(Input.ChannelStep)}, {Literal.Of(Input.RowStep)}, {Literal.Of(Input.ColumnStep)}, "
                + $"{Literal.Of(Input.Shape.Channels)}, {Literal.Of(Input.Shape.Height)}, {Literal.Of(Input.Shape.Width)}, {Output.Argument()});");
            source = Output.Argument();
        }

        string scoring = call(source, Output.Argument());
        if (scoring.Length > 0)
        {
            writer.Line(scoring);
        }
        else if (Input.IsVector)
        {
            writer.Line($"Copy({source}, {Output.Argument()}, {Literal.Of(scores)});");
        }
    }
}
