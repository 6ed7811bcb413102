using CnnGen.Training.Monitoring;
using CnnGen.Training.Optimizers;
using CnnGen.Weights;

namespace CnnGen.Training;

/// <summary>What was read from a checkpoint, and fits the run.</summary>
internal sealed class SavedTraining(string path, CheckpointEntries entries, WeightsMatch state)
{
    /// <summary>The call of <c>Fit</c> in which the run was.</summary>
    public int Call => entries.Position.Call;

    /// <summary>The <see cref="Numerics.Arithmetic.Version"/> of what wrote it.</summary>
    public int Arithmetic => entries.Arithmetic;

    /// <summary>What a monitor had seen.</summary>
    public MonitorState Monitor => entries.Monitor ?? new MonitorState();

    /// <summary>Skips a call that was through: puts back weights and velocities, and the learning rate that it left.</summary>
    /// <remarks>What a program does between two calls, it does with weights that are at least as far.</remarks>
    /// <param name="call">The call, before <see cref="Call"/>.</param>
    /// <param name="optimizer">Takes up the learning rate and the number of steps.</param>
    /// <param name="programState">Takes up what the program keeps.</param>
    /// <exception cref="InvalidDataException">The call begins with another learning rate than the one that was saved.</exception>
    public void Skip(int call, OptimizerState optimizer, Dictionary<string, double> programState)
    {
        ThrowUnlessBegunSo(call, optimizer.Optimizer);
        Restore(optimizer, programState);
        optimizer.Optimizer.LearningRate = entries.CallRates[(2 * call) - 1];
    }

    /// <summary>Puts back what a call of <c>Fit</c> goes on from.</summary>
    /// <param name="optimizer">Takes up the learning rate and the number of steps.</param>
    /// <param name="epochs">The epochs of the call.</param>
    /// <param name="trainSamples">The samples of an epoch.</param>
    /// <param name="schedule">What the learning rate follows over the epochs, if it follows anything.</param>
    /// <param name="programState">Takes up what the program keeps.</param>
    /// <returns>Where the call goes on.</returns>
    /// <exception cref="InvalidDataException">The call has other epochs or samples, or begins with another learning rate, than the run that was saved.</exception>
    public TrainingPosition Resume(
        OptimizerState optimizer, int epochs, int trainSamples, LearningRateSchedule? schedule, Dictionary<string, double> programState)
    {
        ThrowUnlessBegunSo(Call, optimizer.Optimizer);
        if (entries.TrainSamples != trainSamples)
        {
            throw new InvalidDataException(
                $"{path}: the checkpoint is of another run: expected {trainSamples} training samples, but found {entries.TrainSamples}.");
        }

        if (entries.Position.Epoch > epochs)
        {
            throw new InvalidDataException(
                $"{path}: expected at most the {epochs} epochs of this run, but the checkpoint is in epoch {entries.Position.Epoch}. "
                + "Ask for as many, or delete the file to begin anew.");
        }

        if (schedule is not null && entries.Position.Epochs != epochs)
        {
            throw new InvalidDataException(
                $"{path}: expected the {epochs} epochs of this run, over which its schedule goes, but the checkpoint is of a run over "
                + $"{entries.Position.Epochs}. Ask for as many, or delete the file to begin anew.");
        }

        Restore(optimizer, programState);
        optimizer.Optimizer.LearningRate = entries.LearningRate;
        return entries.Position with { Epochs = epochs };
    }

    private void Restore(OptimizerState optimizer, Dictionary<string, double> programState)
    {
        state.Take();
        optimizer.Steps = entries.Steps;
        programState.Clear();
        foreach ((string name, double value) in entries.State)
        {
            programState.Add(name, value);
        }
    }

    private void ThrowUnlessBegunSo(int call, Optimizer optimizer)
    {
        float rate = entries.CallRates[2 * (call - 1)];
        if (rate != optimizer.LearningRate)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{path}: the checkpoint is of another run: expected call {call} of Fit to begin with the learning rate {optimizer.LearningRate}, but found {rate}. ")
                + "Set it as it was before that call, or give this run another path.");
        }
    }
}
