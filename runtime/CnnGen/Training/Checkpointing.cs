using System.Diagnostics;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;

namespace CnnGen.Training;

/// <summary>Keeps the checkpoint of a trainer: goes on from it, knows when it is due, and saves it.</summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class Checkpointing<T>
    where T : class, INetwork<T>
{
    private readonly Checkpoint _checkpoint;
    private readonly OptimizerState _state;
    private readonly Optimizer _optimizer;
    private readonly CheckpointFile<T> _file;
    private readonly LearningRateSchedule? _schedule;
    private readonly TrainingMonitor? _monitor;
    private readonly List<float> _callRates = [];
    private SavedTraining? _saved;
    private long _lastSave = Stopwatch.GetTimestamp();
    private int _stepsSinceSave;

    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of another run.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Checkpointing(Checkpoint checkpoint, T model, OptimizerState state, IReadOnlyList<Parameter> best, TrainingSettings settings, TextWriter? warnings)
    {
        _checkpoint = checkpoint;
        _state = state;
        _optimizer = state.Optimizer;
        _schedule = settings.Schedule;
        _monitor = settings.Monitor;
        _file = new CheckpointFile<T>(checkpoint.Path, model, state, best, settings);
        _saved = _file.Read(_optimizer.LearningRate);
        if (_saved is { Arithmetic: not Arithmetic.Version } saved)
        {
            warnings?.WriteLine(
                $"{checkpoint.Path}: was saved by a version of CnnGen that computes sums in another order (arithmetic {saved.Arithmetic}, and {Arithmetic.Version} here). "
                + "Training goes on from it, but the weights will not be those, to the bit, of a run that was never interrupted.");
        }
    }

    /// <summary>Goes on from the file, as long as no call of <c>Fit</c> has gone beyond what it holds.</summary>
    /// <param name="start">Where a call begins.</param>
    /// <param name="epochs">The epochs of the call.</param>
    /// <param name="trainSamples">The samples of an epoch.</param>
    /// <returns>Where the call begins or goes on; a place in a later call if this one was through.</returns>
    /// <exception cref="InvalidDataException">The call has other epochs or samples, or begins with another learning rate, than the run that was saved.</exception>
    public TrainingPosition Resume(TrainingPosition start, int epochs, int trainSamples)
    {
        LeaveCall();
        _callRates.Add(_optimizer.LearningRate);
        if (_saved is not { } saved)
        {
            return start;
        }

        if (saved.Call > start.Call)
        {
            saved.Skip(start.Call, _state, _checkpoint.State);
            return start with { Call = saved.Call };
        }

        TrainingPosition position = saved.Resume(_state, epochs, trainSamples, _schedule, _checkpoint.State);
        if (_monitor is not null)
        {
            _monitor.State = saved.Monitor;
        }

        _saved = null;
        return position;
    }

    /// <summary>Takes note that the call at hand is through, and of the learning rate that it leaves.</summary>
    public void LeaveCall()
    {
        if (_callRates.Count % 2 == 1)
        {
            _callRates.Add(_optimizer.LearningRate);
        }
    }

    /// <summary>Takes note of a step.</summary>
    /// <returns>Whether it is time to save.</returns>
    public bool IsDue() =>
        ++_stepsSinceSave >= _checkpoint.EverySteps || Stopwatch.GetElapsedTime(_lastSave) >= _checkpoint.Every;

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    public void Save(TrainingPosition position, int trainSamples)
    {
        _file.Save(new CheckpointEntries(position, _state.Steps, _optimizer.LearningRate, _callRates, trainSamples, _checkpoint.State, _monitor?.State));
        _stepsSinceSave = 0;
        _lastSave = Stopwatch.GetTimestamp();
    }
}
