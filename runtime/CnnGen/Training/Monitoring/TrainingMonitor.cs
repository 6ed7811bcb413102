using System.Globalization;
using CnnGen.Training.Monitoring;

namespace CnnGen;

/// <summary>
/// Watches a metric from epoch to epoch: keeps the best weights, lowers the learning rate where the metric has stopped to improve, and ends
/// training where that does not help.
/// </summary>
/// <remarks>
/// It begins anew in each call of <c>Fit</c>. A <see cref="Checkpoint"/> has its state, the best weights among it, so that a run that was
/// killed ends as one that was not. A monitor is for one trainer.
/// </remarks>
/// <param name="metric">What it watches.</param>
public sealed class TrainingMonitor(Metric metric)
{
    private readonly double _leastImprovement;
    private readonly int? _patience;
    private readonly int? _plateauPatience;
    private readonly float _plateauFactor = 0.1f;

    /// <summary>What it watches.</summary>
    public Metric Metric { get; } = metric ?? throw new ArgumentNullException(nameof(metric));

    /// <summary>By how much a value must be better than the best so far to be an improvement; finite and at least 0; any, 0, unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or below 0.</exception>
    public double LeastImprovement
    {
        get => _leastImprovement;
        init => _leastImprovement = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(LeastImprovement), string.Create(CultureInfo.InvariantCulture, $"Expected a value that is finite and at least 0, but found {value}."));
    }

    /// <summary>After how many epochs in a row without improvement training ends; at least 1; never, <see langword="null"/>, unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Patience { get => _patience; init => _patience = AtLeastOne(value, nameof(Patience)); }

    /// <summary>
    /// Whether the network has the weights of its best epoch when a call of <c>Fit</c> ends, or a loop over <c>Epochs</c> is left, and not those of
    /// the last one; <see langword="true"/> unless set. They are kept in memory, as large as all parameters. A call that is cancelled, or ends
    /// with an error, leaves the weights of its last step.
    /// </summary>
    public bool RestoresBest { get; init; } = true;

    /// <summary>A file to which the weights are saved after each epoch that is the best so far, as by <c>Save</c>; none unless set.</summary>
    public string? BestWeightsPath { get; init; }

    /// <summary>
    /// After how many epochs in a row without improvement the learning rate is multiplied by <see cref="PlateauFactor"/>, and again after as many
    /// more; at least 1; never, <see langword="null"/>, unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? PlateauPatience { get => _plateauPatience; init => _plateauPatience = AtLeastOne(value, nameof(PlateauPatience)); }

    /// <summary>What the learning rate, whatever a schedule makes of it, is multiplied by on a plateau; above 0 and below 1; 0.1 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public float PlateauFactor
    {
        get => _plateauFactor;
        init => _plateauFactor = value is > 0f and < 1f
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(PlateauFactor), string.Create(CultureInfo.InvariantCulture, $"Expected a value above 0 and below 1, but found {value}."));
    }

    /// <summary>The best value of the call of <c>Fit</c> at hand, or the last one; not a number before there is one.</summary>
    public double Best => State.Best;

    /// <summary>The epoch that had it, from 1; 0 before there is one.</summary>
    public int BestEpoch => State.BestEpoch;

    /// <summary>What the learning rate is multiplied by after the plateaus of the call: 1 before the first one.</summary>
    public double LearningRateFactor => Product(PlateauFactor, State.Plateaus);

    /// <summary>Whether training has ended because there was no improvement for <see cref="Patience"/> epochs.</summary>
    public bool HasStopped => Patience is { } patience && State.EpochsSinceBest >= patience;

    internal MonitorState State { get; set; } = new();

    /// <summary>What decides the course of training beside the metric, as a checkpoint compares it: names that never change, and values.</summary>
    internal IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("least improvement", LeastImprovement.ToString(CultureInfo.InvariantCulture)),
        ("patience", Text(Patience)),
        ("plateau patience", Text(PlateauPatience)),
        ("plateau factor", PlateauFactor.ToString(CultureInfo.InvariantCulture)),
        ("restores best", RestoresBest ? "true" : "false"),
    ];

    /// <summary>Which epoch was the best, and whether and why training was stopped; the same under every culture.</summary>
    public override string ToString()
    {
        string best = BestEpoch == 0
            ? $"no {Metric.Name} yet"
            : string.Create(CultureInfo.InvariantCulture, $"best {Metric.Name} {Best:G6} in epoch {BestEpoch}");
        string rate = State.Plateaus == 0
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"; learning rate × {LearningRateFactor:G4}");
        string stopped = HasStopped
            ? string.Create(CultureInfo.InvariantCulture, $"; stopped after epoch {BestEpoch + State.EpochsSinceBest}: no improvement for {Patience} epochs")
            : string.Empty;
        return best + rate + stopped;
    }

    /// <summary>Takes note of an epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    internal bool Look(EpochReport report)
    {
        double value = Metric.Of(report);
        bool isBetter = !double.IsNaN(value)
            && (State.BestEpoch == 0 || (Metric.HigherIsBetter ? value > Best + LeastImprovement : value < Best - LeastImprovement));
        State = isBetter ? State.Improved(value, report.Epoch) : State.Waited(PlateauPatience);
        return isBetter;
    }

    private static string Text(int? patience) => patience?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static int? AtLeastOne(int? value, string argument)
    {
        if (value is { } epochs)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1, argument);
        }

        return value;
    }

    // Not by Math.Pow, which is not the same on every machine.
    private static double Product(double factor, int times)
    {
        double product = 1;
        for (int i = 0; i < times; i++)
        {
            product *= factor;
        }

        return product;
    }
}
