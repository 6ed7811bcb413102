using CnnGen.Files;

namespace CnnGen.Data;

/// <summary>The samples of some classes of another dataset, with labels of its own.</summary>
internal sealed class ClassSelection : DatasetView
{
    private readonly int[] _indices;
    private readonly int[] _labels;

    public ClassSelection(Dataset data, int[] classes)
        : base(data)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length == 0)
        {
            throw new ArgumentException("Expected at least one class.", nameof(classes));
        }

        foreach (int label in classes)
        {
            if ((uint)label >= (uint)data.ClassCount)
            {
                throw new ArgumentException(
                    data.ClassCount == 0
                        ? "The dataset has targets, and no classes to select."
                        : $"Expected classes from 0 to {data.ClassCount - 1}, but found {label}.",
                    nameof(classes));
            }
        }

        if (classes.Distinct().Count() < classes.Length)
        {
            throw new ArgumentException(
                $"Expected each class once, but found {Listing.Words(classes)}.", nameof(classes));
        }

        _indices = [.. Enumerable.Range(0, data.Count).Where(index => classes.Contains(data.Label(index)))];
        _labels = [.. _indices.Select(index => Array.IndexOf(classes, data.Label(index)))];
        ClassCount = classes.Length;
    }

    public override int Count => _indices.Length;

    public override int ClassCount { get; }

    public override int Label(int index) => _labels[index];

    protected override int Source(int index) => _indices[index];
}
