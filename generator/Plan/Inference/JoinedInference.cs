using CnnGen.Generator.Emit;

namespace CnnGen.Generator.Plan;

/// <summary>Nothing: the operation in front of it gives its results as well.</summary>
internal sealed class JoinedInference(string name, SampleTensor output) : InferenceOperation(name, output, output)
{
    public override void WriteCall(SourceWriter writer)
    {
    }
}
