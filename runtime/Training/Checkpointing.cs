using System.Diagnostics;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>Keeps the checkpoint of a trainer: goes on from it, knows when it is due, and saves it.</summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class Checkpointing<T>
    where T : class, INetwork<T>
{
    private readonly Checkpoint _checkpoint;
    private readonly Sgd _optimizer;
    private readonly CheckpointFile<T> _file;
    private readonly LearningRateSchedule? _schedule;
    private SavedTraining? _saved;
    private long _lastSave = Stopwatch.GetTimestamp();
    private int _stepsSinceSave;

    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of another run.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Checkpointing(Checkpoint checkpoint, T model, Sgd optimizer, Arena velocity, TrainingSettings settings)
    {
        _checkpoint = checkpoint;
        _optimizer = optimizer;
        _schedule = settings.Schedule;
        _file = new CheckpointFile<T>(checkpoint.Path, model, velocity, settings);
        _saved = _file.Read();
    }

    /// <summary>Goes on from the file, as long as no call of <c>Fit</c> has gone beyond what it holds.</summary>
    /// <param name="start">Where a call begins.</param>
    /// <param name="epochs">The epochs of the call.</param>
    /// <param name="trainSamples">The samples of an epoch.</param>
    /// <returns>Where the call begins or goes on; a place in a later call if this one was through.</returns>
    /// <exception cref="InvalidDataException">The call has other epochs or samples than the run that was saved.</exception>
    public TrainingPosition Resume(TrainingPosition start, int epochs, int trainSamples)
    {
        if (_saved is not { } saved)
        {
            return start;
        }

        if (saved.Call > start.Call)
        {
            // What a program does between two calls, it does with weights that are at least as far.
            saved.Restore();
            return start with { Call = saved.Call };
        }

        TrainingPosition position = saved.Resume(_optimizer, epochs, trainSamples, _schedule);
        _saved = null;
        return position;
    }

    /// <summary>Takes note of a step.</summary>
    /// <returns>Whether it is time to save.</returns>
    public bool IsDue() =>
        ++_stepsSinceSave >= _checkpoint.EverySteps || Stopwatch.GetElapsedTime(_lastSave) >= _checkpoint.Every;

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    public void Save(TrainingPosition position, int trainSamples)
    {
        _file.Save(position, _optimizer.LearningRate, trainSamples);
        _stepsSinceSave = 0;
        _lastSave = Stopwatch.GetTimestamp();
    }
}
