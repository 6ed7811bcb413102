namespace CnnGen;

/// <summary>How well a network does on a dataset.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The part of the samples, 0 to 1, whose class had the highest score.</param>
/// <param name="Confusion">How often each class was taken for which.</param>
/// <param name="Predicted">The class with the highest score, of each sample in the dataset's order.</param>
public sealed record Evaluation(
    double Loss, double Accuracy, ConfusionMatrix Confusion, IReadOnlyList<int> Predicted)
{
    /// <summary>Loss and accuracy, the same under every culture.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"loss {Loss:F4}, accuracy {100 * Accuracy:F2} %");
}
