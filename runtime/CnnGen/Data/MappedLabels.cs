namespace CnnGen.Data;

/// <summary>The samples of another dataset under other labels.</summary>
internal sealed class MappedLabels : DatasetView
{
    private readonly int[] _labels;

    /// <param name="data">The other dataset.</param>
    /// <param name="labels">The label for each class of it.</param>
    /// <param name="classCount">The number of classes that there are then.</param>
    public MappedLabels(Dataset data, int[] labels, int classCount)
        : base(data)
    {
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)classCount);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Expected labels from 0 to {classCount - 1}, but found {labels[wrong]} for class {wrong}.", nameof(labels));
        }

        _labels = labels;
        ClassCount = classCount;
    }

    public override int ClassCount { get; }

    internal override ReadOnlySpan<float> Samples => Data.Samples;

    public override int Label(int index) => Data.Label(index) is var label && (uint)label < (uint)_labels.Length
        ? _labels[label]
        : throw new InvalidDataException($"Expected labels from 0 to {_labels.Length - 1}, but found {label} at sample {index}.");
}
