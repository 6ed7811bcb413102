using CnnGen.Files;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;
using CnnGen.Weights;

namespace CnnGen.Training;

/// <summary>Writes the state of a training run into its checkpoint, and reads it back.</summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="path">The file.</param>
/// <param name="model">The network.</param>
/// <param name="state">What the optimiser keeps from step to step.</param>
/// <param name="best">The best weights that a monitor keeps; empty where there is none.</param>
/// <param name="settings">What decides the course of the run.</param>
internal sealed class CheckpointFile<T>(string path, T model, OptimizerState state, IReadOnlyList<Parameter> best, TrainingSettings settings)
    where T : class, INetwork<T>
{
    private const int MostCharacters = 4000;

    private readonly Parameter[] _tensors = [.. model.Parameters, .. state.Tensors, .. best];

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    public void Save(CheckpointEntries entries)
    {
        Dictionary<string, string> metadata = WeightsFile.Metadata(T.Layout);
        settings.Write(metadata);
        entries.Write(metadata);
        FileReplacement.Write(path, stream => SafetensorsWriter.Write(stream, _tensors, metadata));
    }

    /// <summary>Reads the file, and compares it with the run. Nothing is changed.</summary>
    /// <param name="learningRate">The learning rate with which the run begins.</param>
    /// <returns>What it holds; <see langword="null"/> where there is no file.</returns>
    /// <exception cref="InvalidDataException">It is damaged, no checkpoint, or one of another run.</exception>
    /// <exception cref="IOException">It cannot be read, or there is something that is no file, or no folder for it.</exception>
    public SavedTraining? Read(float learningRate)
    {
        FileReplacement.ThrowUnlessPossible(path);
        if (!File.Exists(path))
        {
            return null;
        }

        var file = SafetensorsFile.Open(path);
        var metadata = new CheckpointMetadata(path, file.Metadata);
        CheckpointEntries entries = CheckpointEntries.Read(metadata);
        List<string> differences = [.. settings.Differences(metadata)];
        if (entries.CallRates[0] != learningRate)
        {
            differences.Add(FormattableString.Invariant(
                $"learning rate: expected {learningRate}, but found '{entries.CallRates[0]}'; to change it, begin with that one and set another in a loop over Epochs, or between two calls"));
        }

        if (metadata.Text(WeightsFile.HashEntry) != T.Layout.ArchitectureHash)
        {
            differences.Add($"architecture: expected {T.Layout.Architecture}, but found {Quotation.Plain(metadata.Text(WeightsFile.ArchitectureEntry), MostCharacters)}");
        }

        var match = new WeightsMatch(_tensors, file);
        differences.AddRange(match.Report.Problems);
        return differences.Count == 0
            ? new SavedTraining(path, entries, match)
            : throw new InvalidDataException(
                $"{path}: the checkpoint is of another run:\n  {string.Join("\n  ", differences)}\n"
                + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.");
    }
}
