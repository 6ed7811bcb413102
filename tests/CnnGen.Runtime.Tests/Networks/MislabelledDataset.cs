namespace CnnGen.Runtime.Tests.Networks;

/// <summary>A dataset with one label that is no class.</summary>
internal sealed class MislabelledDataset(int count, int wrongIndex, int wrongLabel) : Dataset
{
    public override int Count => count;

    public override int SampleSize => LinearNetwork.Inputs;

    public override int ClassCount => LinearNetwork.Outputs;

    public override int Label(int index) => index == wrongIndex ? wrongLabel : 0;

    public override void CopySample(int index, Span<float> destination) => destination.Clear();
}
