namespace CnnGen.Data;

/// <summary>Samples and labels that lie in two arrays.</summary>
internal sealed class ArrayDataset : Dataset
{
    private readonly float[] _samples;
    private readonly int[] _labels;

    public ArrayDataset(float[] samples, int[] labels, int sampleSize, int classCount, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (samples.LongLength != (long)labels.Length * sampleSize)
        {
            throw new ArgumentException(
                $"Expected {labels.Length} labels × {sampleSize} = {(long)labels.Length * sampleSize} floats, but found {samples.Length}.",
                nameof(samples));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException(
                    $"Expected labels from 0 to {classCount - 1}, but found {labels[i]} at index {i}.", nameof(labels));
            }
        }

        _samples = samples;
        _labels = labels;
        SampleSize = sampleSize;
        SampleShape = shape;
        ClassCount = classCount;
    }

    public override int Count => _labels.Length;

    public override int SampleSize { get; }

    public override IReadOnlyList<int> SampleShape { get; }

    public override int ClassCount { get; }

    internal override ReadOnlySpan<float> Samples => _samples;

    public override int Label(int index) => _labels[index];

    public override void CopySample(int index, Span<float> destination) =>
        _samples.AsSpan(index * SampleSize, SampleSize).CopyTo(destination);
}
