namespace CnnGen.Data;

/// <summary>Samples and targets that lie in two arrays.</summary>
internal sealed class TargetArrayDataset : Dataset
{
    private readonly float[] _samples;
    private readonly float[] _targets;

    public TargetArrayDataset(float[] samples, float[] targets, int sampleSize, int targetSize, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetSize);
        int count = Math.DivRem(targets.Length, targetSize, out int rest);
        if (rest != 0)
        {
            throw new ArgumentException($"Expected a multiple of {targetSize} floats, but found {targets.Length}.", nameof(targets));
        }

        if (samples.LongLength != (long)count * sampleSize)
        {
            throw new ArgumentException(
                $"Expected {count} targets × {sampleSize} = {(long)count * sampleSize} floats, but found {samples.Length}.",
                nameof(samples));
        }

        _samples = samples;
        _targets = targets;
        Count = count;
        SampleSize = sampleSize;
        SampleShape = shape;
        TargetSize = targetSize;
    }

    public override int Count { get; }

    public override int SampleSize { get; }

    public override IReadOnlyList<int> SampleShape { get; }

    public override int ClassCount => 0;

    public override int TargetSize { get; }

    internal override ReadOnlySpan<float> Samples => _samples;

    public override int Label(int index) => -1;

    public override void CopySample(int index, Span<float> destination) =>
        _samples.AsSpan(index * SampleSize, SampleSize).CopyTo(destination);

    public override void CopyTarget(int index, Span<float> destination) =>
        _targets.AsSpan(index * TargetSize, TargetSize).CopyTo(destination);
}
