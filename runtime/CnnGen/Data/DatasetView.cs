namespace CnnGen.Data;

/// <summary>
/// Samples of another dataset: all in their order, unless <see cref="Count"/> and <see cref="Source"/> are overridden. Nothing is copied.
/// </summary>
/// <param name="data">The other dataset.</param>
internal abstract class DatasetView(Dataset data) : Dataset
{
    public override int Count => data.Count;

    public override int SampleSize => data.SampleSize;

    public override IReadOnlyList<int> SampleShape => data.SampleShape;

    internal override int NormalizedChannels => data.NormalizedChannels;

    public override int ClassCount => data.ClassCount;

    public override int TargetSize => data.TargetSize;

    /// <summary>The other dataset.</summary>
    protected Dataset Data => data;

    public override int Label(int index) => data.Label(Source(index));

    public override void CopySample(int index, Span<float> destination) => data.CopySample(Source(index), destination);

    public override void CopyTarget(int index, Span<float> destination) => data.CopyTarget(Source(index), destination);

    /// <summary>The number that a sample has in the other dataset.</summary>
    protected virtual int Source(int index) => index;
}
