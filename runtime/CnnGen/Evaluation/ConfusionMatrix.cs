using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>
/// How often samples of each class were taken for which class. As JSON it is its rows: <c>[[8, 1], [0, 9]]</c>, a row for what samples are
/// and a column for what they were taken for.
/// </summary>
[JsonConverter(typeof(ConfusionMatrixConverter))]
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

    /// <summary>A table, the same under every culture: a row for what samples are, a column for what they were taken for.</summary>
    public override string ToString()
    {
        const string Corner = "actual \\ predicted";
        int width = Math.Max(Text(Math.Max(0, Classes - 1)).Length, Text(_counts.DefaultIfEmpty().Max()).Length);
        var table = new StringBuilder(Corner);
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            table.Append("  ").Append(Text(predicted).PadLeft(width));
        }

        for (int actual = 0; actual < Classes; actual++)
        {
            table.AppendLine().Append(Text(actual).PadLeft(Corner.Length));
            for (int predicted = 0; predicted < Classes; predicted++)
            {
                table.Append("  ").Append(Text(this[actual, predicted]).PadLeft(width));
            }
        }

        return table.ToString();
    }

    internal void Add(int actual, int predicted, int samples = 1)
    {
        _counts[Position(actual, predicted)] += samples;
        Total += samples;
        Correct += actual == predicted ? samples : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private int Position(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(actual);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, Classes);
        ArgumentOutOfRangeException.ThrowIfNegative(predicted);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predicted, Classes);
        return (actual * Classes) + predicted;
    }
}
