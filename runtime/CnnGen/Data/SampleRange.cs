namespace CnnGen.Data;

/// <summary>Samples of another dataset that follow each other there.</summary>
internal sealed class SampleRange : DatasetView
{
    private readonly int _start;

    public SampleRange(Dataset data, int start, int length)
        : base(data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, data.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, data.Count - start);
        _start = start;
        Count = length;
    }

    public override int Count { get; }

    internal override ReadOnlySpan<float> Samples =>
        Data.Samples is { IsEmpty: false } samples ? samples.Slice(_start * SampleSize, Count * SampleSize) : [];

    // A number beyond the range is one of the dataset, which would give what was held out.
    protected override int Source(int index) => (uint)index < (uint)Count
        ? _start + index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected 0 to {Count - 1}.");
}
