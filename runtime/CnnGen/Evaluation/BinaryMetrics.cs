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
    /// <summary>
    /// The average precision, a sum over all thresholds: the precision at each, times the recall that it adds to that of the threshold above.
    /// 1 where scores part the classes, the part of class 1 where they say nothing. Not a number where no sample is of class 1, or a score is not a
    /// number.
    /// </summary>
    [JsonConverter(typeof(NumberOrNullConverter))]
    public double AveragePrecision { get; init; } = double.NaN;

    /// <summary>
    /// The threshold with the highest F1, when samples are taken for class 1 from this score on: the score of a sample, the lowest one of equals.
    /// Chosen on samples, it flatters F1 on them; judge it by others. Not a number where no sample is of class 1, or a score is not a number.
    /// </summary>
    [JsonConverter(typeof(NumberOrNullConverter))]
    public double BestThreshold { get; init; } = double.NaN;

    /// <summary>F1 at <see cref="BestThreshold"/>.</summary>
    [JsonConverter(typeof(NumberOrNullConverter))]
    public double BestF1 { get; init; } = double.NaN;

    /// <summary>All of them on one line, the same under every culture.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}, ROC-AUC {RocAuc:F5}, average precision {AveragePrecision:F5}, best F1 {BestF1:F4} from {BestThreshold:F4} on");

    /// <param name="confusion">What was taken for what, of two classes.</param>
    /// <param name="labels">The class of each sample, 0 or 1.</param>
    /// <param name="scores">Its score; they are sorted here, and the labels with them.</param>
    internal static BinaryMetrics Of(ConfusionMatrix confusion, Span<int> labels, Span<float> scores)
    {
        double hits = confusion[1, 1];
        var metrics = new BinaryMetrics(
            hits / (hits + confusion[0, 1]),
            hits / (hits + confusion[1, 0]),
            2 * hits / ((2 * hits) + confusion[0, 1] + confusion[1, 0]),
            double.NaN);
        scores.Sort(labels);

        // What is not a number is sorted to the front.
        return scores.Length == 0 || float.IsNaN(scores[0])
            ? metrics
            : metrics.WithThresholds(labels, scores, confusion[1, 0] + confusion[1, 1], confusion[0, 0] + confusion[0, 1]);
    }

    // From the highest score down; samples of equal scores pass the threshold together.
    private BinaryMetrics WithThresholds(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, double positives, double negatives)
    {
        double pairs = 0;
        double precisions = 0;
        double bestF1 = double.NaN;
        double bestThreshold = double.NaN;
        long hits = 0;
        for (int taken = 0; taken < scores.Length;)
        {
            float threshold = scores[^(taken + 1)];
            int before = taken;
            long newHits = 0;
            for (; taken < scores.Length && scores[^(taken + 1)] == threshold; taken++)
            {
                newHits += labels[^(taken + 1)];
            }

            long newAlarms = taken - before - newHits;
            hits += newHits;
            pairs += newHits * (negatives - (taken - hits) + (0.5 * newAlarms));
            precisions += newHits * ((double)hits / taken);
            double f1 = 2 * hits / (positives + taken);
            if (positives > 0 && !(f1 < bestF1))
            {
                (bestF1, bestThreshold) = (f1, threshold);
            }
        }

        return this with
        {
            RocAuc = pairs / (positives * negatives),
            AveragePrecision = precisions / positives,
            BestThreshold = bestThreshold,
            BestF1 = bestF1,
        };
    }
}
