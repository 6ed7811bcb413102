namespace CnnGen.Runtime.Tests.Networks;

/// <summary>Does something at each sample that training takes.</summary>
internal sealed class WatchedDataset(Dataset data, Action atSample) : Dataset
{
    public override int Count => data.Count;

    public override int SampleSize => data.SampleSize;

    public override int ClassCount => data.ClassCount;

    public override int Label(int index)
    {
        atSample();
        return data.Label(index);
    }

    public override void CopySample(int index, Span<float> destination) => data.CopySample(index, destination);
}
