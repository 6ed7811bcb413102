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
            writer.Line(Flatten(Input, Output.Argument()));
            source = Output.Argument();
        }

        string scoring = call(source, Output.Argument());
        if (scoring.Length > 0)
        {
            writer.Line(scoring);
        }
        else if (Input.IsVector)
        {
            writer.Call("Copy", source, Output.Argument(), scores);
        }
    }
}
