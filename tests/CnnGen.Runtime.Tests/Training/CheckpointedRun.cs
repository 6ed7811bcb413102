using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>A folder for the checkpoint of a test, and runs that save one there.</summary>
public abstract class CheckpointedRun : IDisposable
{
    private protected static readonly Dataset TrainingData = Networks.Samples.Draw(100);
    private protected static readonly Dataset TestData = Networks.Samples.Draw(40, seed: 2);

    private protected TemporaryFolder Folder { get; } = new();

    private protected string FilePath => Path.Combine(Folder.Path, "run.checkpoint");

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    private protected static Trainer<LinearNetwork> Create(LinearNetwork model, string? path, Sgd? optimizer = null) =>
        new(model, optimizer ?? new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 32, Threads = 2, Checkpoint = path is null ? null : new Checkpoint(path),
        };

    private protected void AssertRefused(string message, Action training) =>
        Assert.Equal($"{FilePath}: {message}", Assert.Throws<InvalidDataException>(training).Message);

    private protected static IEnumerable<EpochReport> Train(LinearNetwork model, string? path, CancellationToken cancellation, Dataset? data = null) =>
        Create(model, path).Epochs(data ?? TrainingData, TestData, epochs: 3, cancellation);

    // All figures of a report but those of time.
    private protected static string Figures(EpochReport epoch) =>
        FormattableString.Invariant($"{epoch.Epoch}/{epoch.Epochs} {epoch.TrainLoss:R} {epoch.TrainAccuracy:R} {epoch.Test?.Loss:R}");
}
