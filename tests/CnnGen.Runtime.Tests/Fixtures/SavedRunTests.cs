using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Training;

namespace CnnGen.Runtime.Tests.Fixtures;

/// <summary>
/// Files that earlier versions wrote. <c>trained.safetensors</c> holds the weights of the whole run, <c>interrupted.checkpoint</c> the
/// state of one that was cancelled after eight of its fifteen steps.
/// </summary>
public sealed class SavedRunTests : IDisposable
{
    private const string HashOfTrained = "f835d427fac3d11c938f8bfdd466d2f37469466a9dc0d7ccdbe4c446b6208c70";
    private const string HashOfInterrupted = "ac9d5bc644b2155f43bc540a5d52dab3e51356e9cc4a8e4a97a81bc7e583cfe8";
    private const double LossOfLastEpoch = 0.9942364115267992;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saved_weights_are_loaded_and_predict_the_same()
    {
        var model = SavedNetwork.Load(PathOf("trained.safetensors"));
        Assert.Equal(HashOfTrained, model.Parameters.ComputeHash());
        float[] sample = new float[SavedRun.CreateData().SampleSize];
        SavedRun.CreateData().CopySample(0, sample);
        float[] scores = model.Predict(sample).Scores;

        // Prediction may sum in another order than it did; weights may not change.
        Assert.Equal(BitConverter.UInt32BitsToSingle(0x3E86F7AA), scores[0], 1e-6f);
        Assert.Equal(BitConverter.UInt32BitsToSingle(0x3EBB95E4), scores[1], 1e-6f);
        Assert.Equal(BitConverter.UInt32BitsToSingle(0x3EBD7272), scores[2], 1e-6f);
    }

    [Fact]
    public void Weights_of_a_saved_checkpoint_are_loaded()
    {
        var model = new SavedNetwork();
        model.LoadWeights(PathOf("interrupted.checkpoint"));
        Assert.Equal(HashOfInterrupted, model.Parameters.ComputeHash());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_saved_checkpoint_is_resumed_and_ends_with_the_same_weights(int threads)
    {
        var model = new SavedNetwork(seed: 1);
        var checkpoint = new Checkpoint(Copy("interrupted.checkpoint"));
        EpochReport last = SavedRun.CreateTrainer(model, checkpoint, threads).Fit(SavedRun.CreateData(), epochs: SavedRun.Epochs)[^1];
        Assert.Equal(LossOfLastEpoch, last.TrainLoss);
        Assert.Equal(HashOfTrained, model.Parameters.ComputeHash());
        Assert.Equal(0.1, checkpoint.State["best"]);
    }

    [Fact]
    public void A_checkpoint_of_another_arithmetic_is_resumed_and_says_so()
    {
        string path = Copy("interrupted.checkpoint");
        CheckpointBytes.SetEntry(path, "cnngen.checkpoint.arithmetic", "2");
        using var warnings = new StringWriter();
        Trainer<SavedNetwork> trainer = SavedRun.CreateTrainer(new SavedNetwork(), new Checkpoint(path), warnings: warnings);
        Assert.Equal([2, 3], trainer.Fit(SavedRun.CreateData(), epochs: SavedRun.Epochs).Select(epoch => epoch.Epoch));
        Assert.Equal(
            $"{path}: was saved by a version of CnnGen that computes sums in another order (arithmetic 2, and 1 here). Training goes on from it, "
            + "but the weights will not be those, to the bit, of a run that was never interrupted." + Environment.NewLine,
            warnings.ToString());
    }

    [Fact]
    public void A_checkpoint_without_an_arithmetic_is_of_the_first()
    {
        using var warnings = new StringWriter();
        SavedRun.CreateTrainer(new SavedNetwork(), new Checkpoint(Copy("interrupted.checkpoint")), warnings: warnings)
            .Fit(SavedRun.CreateData(), epochs: SavedRun.Epochs);
        Assert.Empty(warnings.ToString());
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);

    private string Copy(string file)
    {
        string path = Path.Combine(_folder.Path, file);
        File.Copy(PathOf(file), path);
        return path;
    }
}
