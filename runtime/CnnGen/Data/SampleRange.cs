namespace CnnGen.Data;

/// <summary>Samples of another dataset that follow each other there.</summary>
internal sealed class SampleRange : Dataset
{
    private readonly Dataset _data;
    private readonly int _start;

    public SampleRange(Dataset data, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, data.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, data.Count - start);
        _data = data;
        _start = start;
        Count = length;
    }

    public override int Count { get; }

    public override int SampleSize => _data.SampleSize;

    public override IReadOnlyList<int> SampleShape => _data.SampleShape;

    internal override int NormalizedChannels => _data.NormalizedChannels;

    public override int ClassCount => _data.ClassCount;

    public override int TargetSize => _data.TargetSize;

    internal override ReadOnlySpan<float> Samples =>
        _data.Samples is { IsEmpty: false } samples ? samples.Slice(_start * SampleSize, Count * SampleSize) : [];

    public override int Label(int index) => _data.Label(Checked(index));

    public override void CopySample(int index, Span<float> destination) => _data.CopySample(Checked(index), destination);

    public override void CopyTarget(int index, Span<float> destination) => _data.CopyTarget(Checked(index), destination);

    // A number beyond the range is one of the dataset, which would give what was held out.
    private int Checked(int index) => (uint)index < (uint)Count
        ? _start + index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected 0 to {Count - 1}.");
}
