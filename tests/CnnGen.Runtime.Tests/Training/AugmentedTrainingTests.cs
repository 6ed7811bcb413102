using CnnGen.Runtime.Tests.Data;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>Runs whose images and learning rate change from step to step.</summary>
public sealed class AugmentedTrainingTests : IDisposable
{
    private const int Epochs = 3;

    private static readonly Augmentation s_augmentation = new() { CropPadding = 2, HorizontalFlip = true };
    private static readonly Dataset s_data = Draw(70);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public AugmentedTrainingTests() => _path = Path.Combine(_folder.Path, "run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Threads_and_widths_do_not_change_the_weights()
    {
        uint[] expected = Train(threads: 1, LaneWidth.Bits512);
        Assert.Equal(expected, Train(threads: 2, LaneWidth.Bits256));
        Assert.Equal(expected, Train(threads: 3, LaneWidth.Bits128));

        static uint[] Train(int threads, LaneWidth width)
        {
            var model = new Small(seed: 1);
            new Trainer<Small>(model, new Sgd(0.1f)) { BatchSize = 32, Threads = threads, LaneWidth = width, Augmentation = s_augmentation }.Fit(s_data, epochs: 2);
            return Bits(model);
        }
    }

    [Fact]
    public void A_run_that_is_cancelled_at_any_step_goes_on_with_the_same_weights()
    {
        var whole = new Small(seed: 1);
        Create(whole, null).Fit(s_data, epochs: Epochs);
        for (int samples = 0; samples < Epochs * s_data.Count; samples += 37)
        {
            File.Delete(_path);
            using (var cancellation = new CancellationTokenSource())
            {
                int left = samples;
                var cancelling = new WatchedDataset(s_data, () =>
                {
                    if (Interlocked.Decrement(ref left) <= 0)
                    {
                        cancellation.Cancel();
                    }
                });
                try
                {
                    Create(new Small(seed: 1), _path).Fit(cancelling, epochs: Epochs, cancellation: cancellation.Token);
                }
                catch (OperationCanceledException)
                {
                }
            }

            var resumed = new Small(seed: 7);
            Create(resumed, _path).Fit(s_data, epochs: Epochs);
            Assert.Equal(Bits(whole), Bits(resumed));
        }
    }

    [Fact]
    public void Each_epoch_and_seed_sees_other_images()
    {
        // One batch of all samples, and a rate of zero: losses differ by what was drawn alone.
        double[] first = Losses(seed: 0);
        Assert.Equal(4, first.Concat(Losses(seed: 1)).Select(loss => Math.Round(loss, 4)).Distinct().Count());
        Assert.Equal(first, Losses(seed: 0));

        static double[] Losses(int seed) =>
        [
            .. new Trainer<Small>(new Small(), new Sgd(float.Epsilon)) { BatchSize = 70, Seed = seed, Augmentation = s_augmentation }
                .Fit(s_data, epochs: 2).Select(epoch => epoch.TrainLoss),
        ];
    }

    [Fact]
    public void An_evaluation_sees_the_images_themselves()
    {
        var model = new Small(seed: 1);
        EpochReport epoch = Create(model, null).Fit(s_data, s_data, epochs: 1).Single();
        Assert.Equal(model.Evaluate(s_data).Loss, epoch.Test!.Loss);
    }

    [Fact]
    public void Another_augmentation_or_schedule_or_other_epochs_are_another_run()
    {
        Create(new Small(), _path).Fit(s_data, epochs: Epochs);
        AssertRefused(
            "the checkpoint is of another run:\n  augmentation: expected none, but found 'CropPadding = 2, HorizontalFlip = True'\n"
            + "  schedule: expected Steps(0.1, 0.5, 0.75), but found 'Cosine(0.25)'\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => new Trainer<Small>(new Small(), new Sgd(0.1f) { Momentum = 0.9f })
            {
                BatchSize = 32, Checkpoint = new Checkpoint(_path), Schedule = LearningRateSchedule.Steps(0.1, 0.5, 0.75),
            }.Fit(s_data, epochs: Epochs));
        AssertRefused(
            "expected the 4 epochs of this run, over which its schedule goes, but the checkpoint is of a run over 3. "
            + "Ask for as many, or delete the file to begin anew.",
            () => Create(new Small(), _path).Fit(s_data, epochs: 4));

        void AssertRefused(string message, Action training) =>
            Assert.Equal($"{_path}: {message}", Assert.Throws<InvalidDataException>(training).Message);
    }

    private static Trainer<Small> Create(Small model, string? path) => new(model, new Sgd(0.1f) { Momentum = 0.9f })
    {
        BatchSize = 32,
        Threads = 2,
        Augmentation = s_augmentation,
        Schedule = LearningRateSchedule.Cosine(warmUp: 0.25),
        Checkpoint = path is null ? null : new Checkpoint(path),
    };

    private static uint[] Bits(Small model) => [.. SafetensorsBytes.Bits(model.Parameters).Values.SelectMany(bits => bits)];

    private static Dataset Draw(int count)
    {
        var random = new Random(3);
        return Dataset.FromArrays(
            [.. Enumerable.Range(0, count * 50).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, count).Select(i => i % 4)], 50, 4);
    }
}
