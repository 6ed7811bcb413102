using CnnGen.Weights;

namespace CnnGen.Training;

/// <summary>What was read from a checkpoint, and fits the run.</summary>
internal sealed class SavedTraining(string path, CheckpointEntries entries, WeightsMatch state)
{
    /// <summary>The call of <c>Fit</c> in which the run was.</summary>
    public int Call => entries.Position.Call;

    /// <summary>Puts weights and velocities back.</summary>
    public void Restore() => state.Take();

    /// <summary>Puts back what a call of <c>Fit</c> goes on from.</summary>
    /// <param name="optimizer">Takes up the learning rate.</param>
    /// <param name="epochs">The epochs of the call.</param>
    /// <param name="trainSamples">The samples of an epoch.</param>
    /// <param name="schedule">What the learning rate follows over the epochs, if it follows anything.</param>
    /// <returns>Where the call goes on.</returns>
    /// <exception cref="InvalidDataException">The call has other epochs or samples than the run that was saved.</exception>
    public TrainingPosition Resume(Sgd optimizer, int epochs, int trainSamples, LearningRateSchedule? schedule)
    {
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

        Restore();
        optimizer.LearningRate = entries.LearningRate;
        return entries.Position with { Epochs = epochs };
    }
}
