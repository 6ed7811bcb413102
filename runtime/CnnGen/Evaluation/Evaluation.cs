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
    /// <summary>What there is to say of one score that tells two classes apart; <see langword="null"/> for any other network.</summary>
    public BinaryMetrics? Binary { get; init; }

    /// <summary>What there is to say of predicted numbers; <see langword="null"/> for a network that predicts classes.</summary>
    public RegressionMetrics? Regression { get; init; }

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
