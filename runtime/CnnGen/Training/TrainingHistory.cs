using System.Collections;

namespace CnnGen;

/// <summary>What came of a call of <see cref="Trainer{T}.Fit"/>: a report for each epoch, in their order.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochReport>
{
    private readonly EpochReport[] _epochs;

    internal TrainingHistory(EpochReport[] epochs) => _epochs = epochs;

    /// <summary>The number of reports; with a <see cref="Checkpoint"/> those of epochs that were trained before are not among them.</summary>
    public int Count => _epochs.Length;

    /// <summary>The time of all training steps, without the evaluations.</summary>
    public TimeSpan TrainTime => new(_epochs.Sum(epoch => epoch.TrainTime.Ticks));

    /// <summary>The report at a place: <c>history[^1]</c> is the last one.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such report.</exception>
    public EpochReport this[int index] => _epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochReport> GetEnumerator() => ((IEnumerable<EpochReport>)_epochs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line an epoch, the same under every culture.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _epochs.AsEnumerable());
}
