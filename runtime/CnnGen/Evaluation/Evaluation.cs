using System.Text.Json.Serialization;
using CnnGen.Json;

namespace CnnGen;

/// <summary>How well a network does on a dataset.</summary>
/// <param name="Loss">The mean loss: with <see cref="MeanSquaredErrorAttribute"/> the mean squared error.</param>
/// <param name="Accuracy">The part of the samples, 0 to 1, whose class was predicted; not a number for a regression.</param>
/// <param name="Confusion">How often each class was taken for which; of no classes for a regression.</param>
/// <param name="Predicted">The predicted class of each sample in the dataset's order; empty for a regression.</param>
public sealed record Evaluation(
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Loss,
    [property: JsonConverter(typeof(NumberOrNullConverter))] double Accuracy,
    ConfusionMatrix Confusion,
    IReadOnlyList<int> Predicted)
{
    /// <summary>Precision, recall and F1 of each class, and their means; <see langword="null"/> for a regression.</summary>
    public ClassificationReport? Report { get; init; }

    /// <summary>
    /// The samples by the rank of their true class: how many have it first among all classes by score, second, and so on. Of equal scores the
    /// lower class is first, as in a prediction; a score that is not a number is last. Empty for a regression.
    /// </summary>
    public IReadOnlyList<int> Ranks { get; init; } = [];

    /// <summary>
    /// The expected calibration error, 0 to 1: how far the probability that the network gives its predictions is from the part of them that
    /// are right, on average over samples in 15 equal bins of that probability (Guo et al., On Calibration of Modern Neural Networks,
    /// 2017). A bin has the probabilities above its lower bound, up to its upper one. Not a number for a regression, or where the probability of a
    /// prediction is not.
    /// </summary>
    [JsonConverter(typeof(NumberOrNullConverter))]
    public double CalibrationError { get; init; } = double.NaN;

    /// <summary>What there is to say of one score that tells two classes apart; <see langword="null"/> for any other network.</summary>
    public BinaryMetrics? Binary { get; init; }

    /// <summary>What there is to say of predicted numbers; <see langword="null"/> for a network that predicts classes.</summary>
    public RegressionMetrics? Regression { get; init; }

    /// <summary>
    /// The part of the samples, 0 to 1, whose true class is among the <paramref name="k"/> classes with the highest scores: with 1 the accuracy,
    /// with all classes 1; not a number for a regression.
    /// </summary>
    /// <param name="k">1 to the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many classes, or <paramref name="k"/> is below 1.</exception>
    public double TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        if (Ranks.Count == 0)
        {
            return double.NaN;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Ranks.Count);
        return (double)Ranks.Take(k).Sum() / Ranks.Sum();
    }

    /// <summary>Loss, and what else sums the evaluation up, the same under every culture.</summary>
    public override string ToString()
    {
        string loss = FormattableString.Invariant($"loss {Loss:F4}");
        if (Regression is not null)
        {
            return $"{loss}, {Regression}";
        }

        string binary = Binary is null ? string.Empty : FormattableString.Invariant($", ROC-AUC {Binary.RocAuc:F5}");
        return loss + FormattableString.Invariant($", accuracy {100 * Accuracy:F2} %") + binary;
    }
}
