using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>A file that is no checkpoint of this run is refused, and stays as it is.</summary>
[Trait("Speed", "Slow")]
public sealed class CheckpointRefusalTests : CheckpointedRun
{
    [Fact]
    public void A_checkpoint_of_another_run_is_refused_with_all_that_differs()
    {
        Create(new LinearNetwork(), FilePath).Fit(TrainingData);
        byte[] before = File.ReadAllBytes(FilePath);
        var model = new LinearNetwork(seed: 7);
        Dictionary<string, uint[]> weights = SafetensorsBytes.Bits(model.Parameters);
        AssertRefused(
            "the checkpoint is of another run:\n  batch size: expected 16, but found '32'\n  seed: expected 5, but found '0'\n"
            + "  momentum: expected 0.5, but found '0.9'\n  weight decay: expected 0.25, but found '0'\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => new Trainer<LinearNetwork>(model, new Sgd(0.1f) { Momentum = 0.5f, WeightDecay = 0.25f })
            {
                BatchSize = 16, Seed = 5, Checkpoint = new Checkpoint(FilePath),
            }.Fit(TrainingData));
        AssertRefused(
            "the checkpoint is of another run: expected 99 training samples, but found 100.",
            () => Create(model, FilePath).Fit(Networks.Samples.Draw(99)));
        Assert.Equal(weights, SafetensorsBytes.Bits(model.Parameters));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused()
    {
        new Trainer<Small>(new Small(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(FilePath) }.Fit(Zeros(50, 4));
        AssertRefused(
            "the checkpoint is of another run:\n"
            + "  architecture: expected Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Sigmoid; Flatten; "
            + "FullyConnected(4, Bias = false); SoftmaxCrossEntropy, but found Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, "
            + "Padding = 0, Bias = true); Tanh; Flatten; FullyConnected(4, Bias = false); SoftmaxCrossEntropy\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => new Trainer<SmallSigmoid>(new SmallSigmoid(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(FilePath) }.Fit(Zeros(50, 4)));
        string problem = Assert.Throws<InvalidDataException>(
            () => new Trainer<Larger>(new Larger(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(FilePath) }.Fit(Zeros(50, 4))).Message;
        Assert.Contains("conv1.weight: expected [5, 2, 3, 3], but found F32 [3, 2, 3, 3]\n", problem, StringComparison.Ordinal);
        Assert.Contains("fc2.weight.velocity: missing\n", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_weights_are_no_checkpoint_and_stay_what_they_are()
    {
        new Small().Save(FilePath);
        byte[] before = File.ReadAllBytes(FilePath);
        AssertRefused(
            "expected a checkpoint, whose __metadata__ has cnngen.checkpoint, but found none.",
            () => new Trainer<Small>(new Small(), new Sgd(0.1f)) { Checkpoint = new Checkpoint(FilePath) }.Fit(Zeros(50, 4)));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData("cnngen.checkpoint", "1", "expected a number from 2 to 2 as cnngen.checkpoint, but found '1'.")]
    [InlineData("cnngen.checkpoint.call", "2147483647", "expected a number from 1 to 1000000 as cnngen.checkpoint.call, but found '2147483647'.")]
    [InlineData("cnngen.checkpoint.call", "2", "expected 3 numbers from 1E-45 to 3.4028235E+38 as cnngen.checkpoint.call_learning_rates, but found '0.1'.")]
    [InlineData("cnngen.checkpoint.call_learning_rates", "0", "expected 1 numbers from 1E-45 to 3.4028235E+38 as cnngen.checkpoint.call_learning_rates, but found '0'.")]
    [InlineData("cnngen.checkpoint.state.best", "much", "expected a number as 'cnngen.checkpoint.state.best', but found 'much'.")]
    [InlineData("cnngen.checkpoint.epoch", "0", "expected a number from 1 to 2147483647 as cnngen.checkpoint.epoch, but found '0'.")]
    [InlineData("cnngen.checkpoint.samples", "101", "expected a number from 0 to 100 as cnngen.checkpoint.samples, but found '101'.")]
    [InlineData("cnngen.checkpoint.correct", "-1", "expected a number from 0 to 100 as cnngen.checkpoint.correct, but found '-1'.")]
    [InlineData("cnngen.checkpoint.loss_sum", "much", "expected a number from -Infinity to Infinity as cnngen.checkpoint.loss_sum, but found 'much'.")]
    [InlineData("cnngen.checkpoint.learning_rate", "NaN", "as cnngen.checkpoint.learning_rate, but found 'NaN'.")]
    [InlineData("cnngen.checkpoint.random", "", "expected a number from 0 to 18446744073709551615 as cnngen.checkpoint.random, but found ''.")]
    [InlineData("cnngen.checkpoint.ticks", null, "expected a checkpoint, whose __metadata__ has cnngen.checkpoint.ticks, but found none.")]
    public void An_entry_that_is_not_what_it_should_be_is_named(string entry, string? value, string message)
    {
        Create(new LinearNetwork(), FilePath).Fit(TrainingData);
        CheckpointBytes.SetEntry(FilePath, entry, value);
        string problem = Assert.Throws<InvalidDataException>(() => Create(new LinearNetwork(), FilePath).Fit(TrainingData)).Message;
        Assert.StartsWith($"{FilePath}: ", problem, StringComparison.Ordinal);
        Assert.EndsWith(message, problem, StringComparison.Ordinal);
    }

    private static Dataset Zeros(int size, int classes) => Dataset.FromArrays(new float[10 * size], new int[10], size, classes);
}
