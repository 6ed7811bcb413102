using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Runtime.Tests.Data;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Training that leaves the finite numbers stops, and says where and why.</summary>
public sealed class DivergenceTests : IDisposable
{
    private const int Count = 40;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_learning_rate_that_is_too_large_stops_with_step_layer_and_rate()
    {
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(new Numbers(seed: 1), Data(targets: true, scale: 100f), learningRate: 1e38f));
        Assert.Equal((1, 1e38f), (diverged.Epoch, diverged.LearningRate));
        Assert.InRange(diverged.Step, 2, 4);
        Assert.Equal("fc1", diverged.Layer);
        Assert.StartsWith(
            FormattableString.Invariant($"Training diverged in epoch 1, step {diverged.Step}, at a learning rate of 1E+38: fc1"),
            diverged.Message, StringComparison.Ordinal);
        Assert.EndsWith("Lower the learning rate, or set AllowDivergence.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_diverge_in_the_last_step_of_an_epoch_are_noticed_behind_it()
    {
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(new Classes(seed: 1), Data(scale: 1e5f), learningRate: 3e38f, batchSize: Count));
        Assert.Equal((1, 1, "fc1", null), (diverged.Epoch, diverged.Step, diverged.Layer, diverged.Sample));
        Assert.Contains("fc1.weight is the first parameter that is not finite: ", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_whose_values_overflow_is_named_with_the_sample()
    {
        var model = new Classes(seed: 1);
        model.Fc2.Weight.Values.Fill(3e38f);
        model.Fc1.Bias!.Values.Fill(9f);
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(() => Train(model, Data()));
        Assert.Equal((1, 1, "fc2"), (diverged.Epoch, diverged.Step, diverged.Layer));
        Assert.InRange(diverged.Sample!.Value, 0, Count - 1);
        Assert.Contains(
            $"fc2 is the first layer with a value that is not finite: infinity for sample {diverged.Sample}.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_overflows_alone_is_said_to_be_the_only_one()
    {
        float[] targets = new float[2 * Count];
        targets[2 * 17] = 3e38f;
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(new Numbers(seed: 1), Dataset.FromTargets(new float[4 * Count], targets, 4, 2)));
        Assert.Equal(17, diverged.Sample);
        Assert.Contains("the loss of sample 17 is not finite, although every value in front of it is.", diverged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "negative infinity")]
    public void A_sample_that_is_not_finite_is_named(float value, string name)
    {
        CheckSample(new Classes(seed: 1), Data(), value, name);
        CheckSample(new YesOrNo(seed: 1), Data(), value, name);
        CheckSample(new Numbers(seed: 1), Data(targets: true), value, name);

        // What comes before the hyperbolic tangent learns nothing, and what it makes of infinity is 1.
        if (float.IsNaN(value))
        {
            CheckSample(new NumbersOnFrozen(seed: 1), Data(targets: true), value, name);
        }
    }

    [Fact]
    public void A_target_that_is_not_finite_is_named()
    {
        float[] targets = new float[2 * Count];
        targets[(2 * 23) + 1] = float.NaN;
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(new Numbers(seed: 1), Dataset.FromTargets(new float[4 * Count], targets, 4, 2)));
        Assert.Equal((23, null), (diverged.Sample, diverged.Layer));
        Assert.EndsWith("the target of sample 23 of the training data has NaN at value 1.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_layer_is_named_too()
    {
        var model = new NumbersOnFrozen(seed: 1);
        model.Fc1.Weight.Values[5] = float.NaN;
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(() => Train(model, Data(targets: true)));
        Assert.Equal((1, 1, "fc1", null), (diverged.Epoch, diverged.Step, diverged.Layer, diverged.Sample));
        Assert.Contains("fc1.weight is the first parameter that is not finite: NaN at value 5.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_frozen_layer_the_one_that_learns_is_named()
    {
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(new NumbersOnFrozen(seed: 1), Data(targets: true, scale: 100f), learningRate: 3e38f));
        Assert.Equal("fc2", diverged.Layer);
    }

    [Fact]
    public void A_diverged_state_never_takes_the_place_of_a_checkpoint()
    {
        string path = Path.Combine(_folder.Path, "checkpoint");
        Train(new Numbers(seed: 1), Data(targets: true), checkpoint: path);
        byte[] good = File.ReadAllBytes(path);
        var optimizer = new Sgd(0.01f);
        int reports = 0;
        Assert.Throws<TrainingDivergedException>(() =>
        {
            foreach (EpochReport _ in Create(new Numbers(), optimizer, 10, path).Epochs(Data(targets: true), epochs: 3))
            {
                reports++;
                optimizer.LearningRate = 1e30f;
            }
        });
        Assert.Equal(1, reports);
        Assert.Equal(good, File.ReadAllBytes(path));
    }

    [Fact]
    public void Training_may_go_on_all_the_same_but_saves_no_more()
    {
        string path = Path.Combine(_folder.Path, "checkpoint");
        var trainer = new Trainer<Numbers>(new Numbers(seed: 1), new Sgd(1e30f))
        {
            BatchSize = 10, AllowDivergence = true, Checkpoint = new Checkpoint(path),
        };
        TrainingHistory reports = trainer.Fit(Data(targets: true), epochs: 2);
        Assert.All(reports, report => Assert.False(double.IsFinite(report.TrainLoss)));
        Assert.Equal(2, reports.Count);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_sample_that_has_not_been_read_is_at_fault_of_nothing()
    {
        var model = new Numbers(seed: 1);
        model.Fc2.Bias!.Values[0] = float.NaN;
        int[] order = [.. Enumerable.Range(0, Count)];
        new SeededRandom(0).Shuffle(order);
        float[] samples = new float[4 * Count];
        samples[4 * order[^1]] = float.NaN;
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => Train(model, Dataset.FromTargets(samples, new float[2 * Count], 4, 2)));
        Assert.Equal((1, "fc2"), (diverged.Step, diverged.Layer));
    }

    private static void CheckSample<T>(T model, Dataset data, float value, string name)
        where T : class, INetwork<T>
    {
        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(() => Train(model, new SpoiledDataset(data, 13, value)));
        Assert.Equal((1, 13, null), (diverged.Epoch, diverged.Sample, diverged.Layer));
        Assert.EndsWith($"sample 13 of the training data has {name} at value 2.", diverged.Message, StringComparison.Ordinal);
    }

    private static void Train<T>(
        T model, Dataset data, float learningRate = 0.01f, int batchSize = 10, string? checkpoint = null)
        where T : class, INetwork<T> =>
        Create(model, new Sgd(learningRate), batchSize, checkpoint).Fit(data);

    private static Trainer<T> Create<T>(T model, Sgd optimizer, int batchSize, string? checkpoint)
        where T : class, INetwork<T> =>
        new(model, optimizer) { BatchSize = batchSize, Checkpoint = checkpoint is null ? null : new Checkpoint(checkpoint) };

    private static Dataset Data(bool targets = false, float scale = 1f)
    {
        var random = new SeededRandom(1);
        float[] samples = [.. Enumerable.Range(0, 4 * Count).Select(_ => scale * random.NextSingle())];
        return targets
            ? Dataset.FromTargets(samples, [.. Enumerable.Range(0, 2 * Count).Select(_ => scale * random.NextSingle())], 4, 2)
            : Dataset.FromArrays(samples, [.. Enumerable.Range(0, Count).Select(i => i % 2)], 4, 2);
    }

    // One value of one sample.
    private sealed class SpoiledDataset(Dataset data, int spoiled, float value) : Dataset
    {
        public override int Count => data.Count;

        public override int SampleSize => data.SampleSize;

        public override int ClassCount => data.ClassCount;

        public override int TargetSize => data.TargetSize;

        public override int Label(int index) => data.Label(index);

        public override void CopyTarget(int index, Span<float> destination) => data.CopyTarget(index, destination);

        public override void CopySample(int index, Span<float> destination)
        {
            data.CopySample(index, destination);
            if (index == spoiled)
            {
                destination[2] = value;
            }
        }
    }
}
