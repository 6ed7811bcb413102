namespace Transfer;

/// <summary>What came of training a network, once or in several runs.</summary>
/// <param name="Accuracies">The part of the test images, 0 to 1, that each run reads correctly.</param>
/// <param name="Seconds">The time that each run was trained.</param>
internal sealed record Outcome(IReadOnlyList<double> Accuracies, IReadOnlyList<double> Seconds)
{
    /// <summary>The mean of all runs.</summary>
    public double Accuracy => Accuracies.Average();

    /// <summary>Several runs as one.</summary>
    public static Outcome Of(IReadOnlyCollection<Outcome> runs) =>
        new([.. runs.SelectMany(run => run.Accuracies)], [.. runs.SelectMany(run => run.Seconds)]);

    /// <summary>The mean accuracy, how far runs lie from the middle of the best and the worst, and the mean time.</summary>
    public override string ToString()
    {
        string spread = Accuracies.Count == 1 ? string.Empty : $"± {50 * (Accuracies.Max() - Accuracies.Min()):F1}";
        return $"{Accuracy,8:P1} {spread,-5} {Seconds.Average(),5:F1} s";
    }
}
