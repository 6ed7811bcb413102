using System.Diagnostics;
using CnnGen.Execution;
using CnnGen.Numerics;

namespace CnnGen.Training;

/// <summary>One epoch under way: what is done of it, be it before an interruption or since.</summary>
/// <param name="start">Where it begins, or goes on.</param>
/// <param name="progress">Told what is done.</param>
internal sealed class EpochRun(TrainingPosition start, EpochProgress progress)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _lossSum = start.LossSum;

    public int Epoch => start.Epoch;

    /// <summary>The samples that are done.</summary>
    public int Samples { get; private set; } = start.Samples;

    /// <summary>The learning rate of the last step.</summary>
    public float LearningRate { get; set; }

    /// <summary>How many of them were predicted.</summary>
    public int Correct { get; private set; } = start.Correct;

    /// <summary>Their mean loss.</summary>
    public double Loss => _lossSum / Samples;

    /// <summary>What their steps took.</summary>
    public TimeSpan Time => start.Time + _clock.Elapsed;

    /// <summary>The part of all epochs of the call that is done, when each has so many samples.</summary>
    public double Progress(int samples) => (start.Epoch - 1 + ((double)Samples / samples)) / start.Epochs;

    public TrainingPosition Position => start with { Samples = Samples, LossSum = _lossSum, Correct = Correct, Time = Time };

    /// <summary>What the random numbers of the next step depend on: the seed, the epoch, and the samples that are done.</summary>
    public ulong Draw => SeededRandom.Mix(start.Random) ^ (ulong)Samples;

    /// <summary>Takes note of a step.</summary>
    public void Add(BatchResult batch, int count)
    {
        Samples += count;
        Correct += batch.Correct;
        _lossSum += batch.Loss * count;
        progress.Report(Samples, _lossSum, Time);
    }

    /// <summary>Does something that is no step, and whose time does not count.</summary>
    public void Pause(Action action)
    {
        _clock.Stop();
        action();
        _clock.Start();
    }
}
