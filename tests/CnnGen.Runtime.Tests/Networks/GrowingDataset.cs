namespace CnnGen.Runtime.Tests.Networks;

/// <summary>Has one sample more whenever it is asked how many it has.</summary>
internal sealed class GrowingDataset(Dataset data, int count) : Dataset
{
    private int _asked;

    public override int Count => Math.Min(data.Count, count + _asked++);

    public override int SampleSize => data.SampleSize;

    public override int ClassCount => data.ClassCount;

    public override int Label(int index) => data.Label(index);

    public override void CopySample(int index, Span<float> destination) => data.CopySample(index, destination);
}
