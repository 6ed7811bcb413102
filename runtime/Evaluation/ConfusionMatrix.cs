namespace CnnGen;

/// <summary>How often samples of each class were taken for which class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    internal ConfusionMatrix(int classes)
    {
        Classes = classes;
        _counts = new int[classes * classes];
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of samples.</summary>
    public int Total { get; private set; }

    /// <summary>The samples that were taken for what they are: the sum of the diagonal.</summary>
    public int Correct { get; private set; }

    /// <summary>The samples of class <paramref name="actual"/> that were taken for class <paramref name="predicted"/>.</summary>
    /// <param name="actual">0 to <see cref="Classes"/> − 1.</param>
    /// <param name="predicted">0 to <see cref="Classes"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted] => _counts[Position(actual, predicted)];

    internal void Add(int actual, int predicted)
    {
        _counts[Position(actual, predicted)]++;
        Total++;
        Correct += actual == predicted ? 1 : 0;
    }

    private int Position(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(actual);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, Classes);
        ArgumentOutOfRangeException.ThrowIfNegative(predicted);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predicted, Classes);
        return (actual * Classes) + predicted;
    }
}
