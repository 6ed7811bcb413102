using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>How well a network tells class 1, the positive one, from class 0.</summary>
/// <param name="Precision">Of the samples taken for class 1, the part that are of it; not a number where there are none.</param>
/// <param name="Recall">Of the samples of class 1, the part taken for it; not a number where there are none.</param>
/// <param name="F1">The harmonic mean of the two, 2 TP / (2 TP + FP + FN); not a number where class 1 occurs nowhere.</param>
/// <param name="RocAuc">
/// The area under the receiver operating characteristic: the probability that of a sample of class 1 and one of class 0,
/// drawn at random, the first has the higher score, ties counted half (Fawcett, An Introduction to ROC Analysis, 2006; the
/// statistic of Mann and Whitney). 1 where scores part the classes, 0.5 where they say nothing; not a number where the
/// samples are all of one class, or a score is not a number.
/// </param>
public sealed record BinaryMetrics(
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Precision,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Recall,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double F1,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double RocAuc)
{
    /// <summary>All four on one line, the same under every culture.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}, ROC-AUC {RocAuc:F5}");

    /// <param name="confusion">What was taken for what, of two classes.</param>
    /// <param name="labels">The class of each sample, 0 or 1.</param>
    /// <param name="scores">Its score; they are sorted here, and the labels with them.</param>
    internal static BinaryMetrics Of(ConfusionMatrix confusion, Span<int> labels, Span<float> scores)
    {
        double hits = confusion[1, 1];
        return new BinaryMetrics(
            hits / (hits + confusion[0, 1]),
            hits / (hits + confusion[1, 0]),
            2 * hits / ((2 * hits) + confusion[0, 1] + confusion[1, 0]),
            AreaUnderCurve(labels, scores));
    }

    private static double AreaUnderCurve(Span<int> labels, Span<float> scores)
    {
        scores.Sort(labels);

        // What is not a number is sorted to the front.
        if (scores.Length > 0 && float.IsNaN(scores[0]))
        {
            return double.NaN;
        }

        double pairs = 0;
        long negatives = 0;
        long positives = 0;
        for (int i = 0; i < scores.Length;)
        {
            float score = scores[i];
            long tiedNegatives = 0;
            long tiedPositives = 0;
            for (; i < scores.Length && scores[i] == score; i++)
            {
                tiedPositives += labels[i];
                tiedNegatives += 1 - labels[i];
            }

            pairs += tiedPositives * (negatives + (0.5 * tiedNegatives));
            negatives += tiedNegatives;
            positives += tiedPositives;
        }

        return pairs / ((double)positives * negatives);
    }
}
