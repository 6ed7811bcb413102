namespace CnnGen.Data;

/// <summary>The samples of several datasets one after another.</summary>
internal sealed class ConcatenatedDataset : Dataset
{
    private readonly Dataset[] _parts;

    // Of each part the number of its first sample.
    private readonly int[] _starts;

    public ConcatenatedDataset(Dataset first, Dataset[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        _parts = [first, .. others];
        _starts = new int[_parts.Length];
        SampleShape = first.SampleShape;
        NormalizedChannels = first.NormalizedChannels;
        long count = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            Dataset part = _parts[i] ?? throw new ArgumentNullException(nameof(others), $"Expected datasets, but number {i + 1} is null.");
            ThrowUnlessSame(i, "samples of {0} floats", first.SampleSize, part.SampleSize);
            ThrowUnlessSame(i, "{0} classes", first.ClassCount, part.ClassCount);
            ThrowUnlessSame(i, "targets of {0} floats", first.TargetSize, part.TargetSize);
            if (SampleShape.Count > 0 && part.SampleShape.Count > 0)
            {
                ThrowUnlessSame(i, "samples of {0}", string.Join('×', SampleShape), string.Join('×', part.SampleShape));
            }

            if (NormalizedChannels > 0 && part.NormalizedChannels > 0)
            {
                ThrowUnlessSame(i, "samples normalized as {0} channels", NormalizedChannels, part.NormalizedChannels);
            }

            SampleShape = SampleShape.Count > 0 ? SampleShape : part.SampleShape;
            NormalizedChannels = Math.Max(NormalizedChannels, part.NormalizedChannels);
            _starts[i] = (int)count;
            count += part.Count;
            if (count > int.MaxValue)
            {
                throw new ArgumentException($"Expected at most {int.MaxValue} samples, but the datasets have more together.", nameof(others));
            }
        }

        Count = (int)count;
    }

    public override int Count { get; }

    public override int SampleSize => _parts[0].SampleSize;

    public override IReadOnlyList<int> SampleShape { get; }

    internal override int NormalizedChannels { get; }

    public override int ClassCount => _parts[0].ClassCount;

    public override int TargetSize => _parts[0].TargetSize;

    public override int Label(int index) => Part(ref index).Label(index);

    public override void CopySample(int index, Span<float> destination) => Part(ref index).CopySample(index, destination);

    public override void CopyTarget(int index, Span<float> destination) => Part(ref index).CopyTarget(index, destination);

    private static void ThrowUnlessSame<TValue>(int dataset, string what, TValue expected, TValue found)
    {
        if (!EqualityComparer<TValue>.Default.Equals(expected, found))
        {
            throw new ArgumentException(
                $"Expected {what.Replace("{0}", $"{expected}", StringComparison.Ordinal)}, but dataset {dataset + 1} has "
                + $"{what.Replace("{0}", $"{found}", StringComparison.Ordinal)}.",
                "others");
        }
    }

    // The dataset of a sample, whose number becomes the one that it has there. Empty datasets have no sample: the last of equal starts has it.
    private Dataset Part(ref int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected 0 to {Count - 1}.");
        }

        int part = _parts.Length - 1;
        while (_starts[part] > index)
        {
            part--;
        }

        index -= _starts[part];
        return _parts[part];
    }
}
