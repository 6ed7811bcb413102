using CnnGen.Networks;

namespace CnnGen;

/// <summary>A number that says after an epoch how well training goes: what a <see cref="TrainingMonitor"/> watches.</summary>
public sealed class Metric
{
    private readonly Func<EpochReport, double> _value;
    private readonly Func<NetworkLayout, string?> _misfit;
    private readonly bool _isOfTest;

    private Metric(
        string name, bool higherIsBetter, Func<EpochReport, double> value, bool isOfTest = true, Func<NetworkLayout, string?>? misfit = null)
    {
        Name = name;
        HigherIsBetter = higherIsBetter;
        _value = value;
        _isOfTest = isOfTest;
        _misfit = misfit ?? (_ => null);
    }

    /// <summary>The mean loss over the samples of the epoch, each taken before the step that learned from it.</summary>
    public static Metric TrainLoss { get; } = new("train loss", higherIsBetter: false, report => report.TrainLoss, isOfTest: false);

    /// <summary>The mean loss on the test dataset.</summary>
    public static Metric TestLoss { get; } = new("test loss", higherIsBetter: false, report => report.Test!.Loss);

    /// <summary>The part of the test dataset whose class was predicted; for networks that predict classes.</summary>
    public static Metric TestAccuracy { get; } = new(
        "test accuracy",
        higherIsBetter: true,
        report => report.Test!.Accuracy,
        misfit: layout => layout.Predicts == PredictionKind.Numbers ? "it predicts numbers, and not classes" : null);

    /// <summary>The area under the receiver operating characteristic on the test dataset; for networks with one score that tells two classes apart.</summary>
    public static Metric TestRocAuc { get; } = new(
        "test ROC-AUC",
        higherIsBetter: true,
        report => report.Test!.Binary!.RocAuc,
        misfit: layout => layout.Predicts == PredictionKind.TwoClasses ? null : "it does not end with BinaryCrossEntropy");

    /// <summary>Lower-case words: <c>test loss</c>. Messages have it, and a checkpoint compares it.</summary>
    public string Name { get; }

    /// <summary>Whether a higher number is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>
    /// The F1 of a class on the test dataset, 2 TP / (2 TP + FP + FN), and not a number where the class occurs nowhere; for networks that
    /// predict classes.
    /// </summary>
    /// <param name="class">From 0 to the number of classes − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public static Metric TestF1(int @class)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(@class, nameof(@class));
        return new Metric(
            FormattableString.Invariant($"test F1 of class {@class}"),
            higherIsBetter: true,
            report => F1(report.Test!.Confusion, @class),
            misfit: layout => @class < layout.ClassCount ? null : FormattableString.Invariant($"it has {layout.ClassCount} classes"));
    }

    /// <summary>A metric of your own, computed from the evaluation on the test dataset.</summary>
    /// <param name="name">What messages call it. A checkpoint compares the name: give another function another one.</param>
    /// <param name="value">The number; one that is not a number is never an improvement.</param>
    /// <param name="higherIsBetter">Whether a higher number is a better one.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Metric OfTest(string name, Func<Evaluation, double> value, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return new Metric(name, higherIsBetter, report => value(report.Test!));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal double Of(EpochReport report) => _value(report);

    /// <exception cref="ArgumentException">The network or the call of <c>Fit</c> does not have it.</exception>
    internal void ThrowIfUnfitFor(NetworkLayout layout, Dataset? test)
    {
        if (_misfit(layout) is { } misfit)
        {
            throw new ArgumentException($"The monitor watches the {Name}, which {layout.Name} does not have: {misfit}. Choose another metric.", nameof(test));
        }

        if (_isOfTest && test is null)
        {
            throw new ArgumentException($"The monitor watches the {Name}, but there is no test dataset: give Fit one, or watch Metric.TrainLoss.", nameof(test));
        }
    }

    private static double F1(ConfusionMatrix confusion, int @class)
    {
        double hits = confusion[@class, @class];
        double others = 0;
        for (int other = 0; other < confusion.Classes; other++)
        {
            others += other == @class ? 0 : (double)confusion[@class, other] + confusion[other, @class];
        }

        return 2 * hits / ((2 * hits) + others);
    }
}
