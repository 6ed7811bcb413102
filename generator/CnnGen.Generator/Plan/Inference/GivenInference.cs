using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>Nothing: its results are there already, as an input that it passes on or from the operation before it, which computes both.</summary>
internal sealed class GivenInference(string name, SampleTensor output) : InferenceOperation(name, output, output)
{
    public override void WriteCall(CallWriter writer)
    {
    }
}
