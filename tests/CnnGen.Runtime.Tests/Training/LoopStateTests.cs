using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>What a loop of one's own sets and keeps goes on with its run: learning rates, and numbers in the checkpoint.</summary>
[Trait("Speed", "Slow")]
public sealed class LoopStateTests : CheckpointedRun
{
    [Fact]
    public void The_learning_rate_that_a_loop_has_set_is_taken_up()
    {
        var whole = new LinearNetwork();
        foreach (EpochReport _ in Falling(whole, null, epochs: 4))
        {
        }

        foreach (EpochReport epoch in Falling(new LinearNetwork(), FilePath, epochs: 4))
        {
            if (epoch.Epoch == 3)
            {
                break;
            }
        }

        var resumed = new LinearNetwork();
        Assert.Equal([3, 4], Falling(resumed, FilePath, epochs: 4).Select(epoch => epoch.Epoch));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
    }

    [Fact]
    public void Another_learning_rate_is_another_run()
    {
        Create(new LinearNetwork(), FilePath).Fit(TrainingData, epochs: 2);
        byte[] before = File.ReadAllBytes(FilePath);
        AssertRefused(
            "the checkpoint is of another run:\n  learning rate: expected 0.05, but found '0.1'; to change it, begin with that one and set another "
            + "in a loop over Epochs, or between two calls\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => Create(new LinearNetwork(), FilePath, new Sgd(0.05f) { Momentum = 0.9f }).Fit(TrainingData, epochs: 3));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Another_learning_rate_of_a_later_call_is_another_run()
    {
        Train(0.01f);
        Assert.Equal(
            $"{FilePath}: the checkpoint is of another run: expected call 2 of Fit to begin with the learning rate 0.02, but found 0.01. "
            + "Set it as it was before that call, or give this run another path.",
            Assert.Throws<InvalidDataException>(() => Train(0.02f)).Message);

        void Train(float second)
        {
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            Trainer<LinearNetwork> trainer = Create(new LinearNetwork(), FilePath, optimizer);
            trainer.Fit(TrainingData);
            optimizer.LearningRate = second;
            trainer.Fit(TrainingData, epochs: 2);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(13)]
    public void Learning_rates_that_loops_and_what_is_between_them_multiply_are_those_of_a_run_never_stopped(int steps)
    {
        var whole = new LinearNetwork();
        float[] expected = Train(whole, null, TrainingData, CancellationToken.None);
        using (var cancellation = new CancellationTokenSource())
        {
            int left = (steps / 4 * 100) + (steps % 4 * 32);
            var cancelling = new WatchedDataset(TrainingData, () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    cancellation.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => Train(new LinearNetwork(), FilePath, cancelling, cancellation.Token));
        }

        var resumed = new LinearNetwork(seed: 7);
        Assert.Equal(expected, Train(resumed, FilePath, TrainingData, CancellationToken.None));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));

        // The first loop is left by itself, the second by a break.
        static float[] Train(LinearNetwork model, string? path, Dataset data, CancellationToken cancellation)
        {
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            Trainer<LinearNetwork> trainer = Create(model, path, optimizer);
            List<float> rates = [];
            for (int call = 1; call <= 3; call++)
            {
                foreach (EpochReport epoch in trainer.Epochs(data, epochs: 2, cancellation: cancellation))
                {
                    optimizer.LearningRate *= 0.7f;
                    if (call == 2)
                    {
                        break;
                    }
                }

                optimizer.LearningRate *= 0.5f;
                rates.Add(optimizer.LearningRate);
            }

            return [.. rates];
        }
    }

    [Fact]
    public void What_a_loop_keeps_goes_on_where_it_was()
    {
        var whole = new LinearNetwork();
        string[] expected = Plateau(whole, null, int.MaxValue);
        Assert.Equal(3, expected.Select(line => line.Split(' ')[1]).Distinct().Count());
        for (int reports = 1; reports < expected.Length; reports++)
        {
            File.Delete(FilePath);
            List<string> found = [.. Plateau(new LinearNetwork(), FilePath, reports)];
            var resumed = new LinearNetwork(seed: 7);
            found.AddRange(Plateau(resumed, FilePath, int.MaxValue));
            Assert.Equal(expected, found.Distinct());
            Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        }

        // The state is exactly what the file has; what was in it before is gone.
        var checkpoint = new Checkpoint(FilePath) { State = { ["stale"] = 1 } };
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f) { Momentum = 0.9f }) { BatchSize = 32, Checkpoint = checkpoint };
        trainer.Fit(TrainingData, epochs: 12);
        Assert.Equal(["best", "waited"], checkpoint.State.Keys.Order(StringComparer.Ordinal));

        // The loss seen as a staircase, so that some epochs are no better than the best.
        static string[] Plateau(LinearNetwork model, string? path, int most)
        {
            var checkpoint = new Checkpoint(path ?? "unused");
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
            var trainer = new Trainer<LinearNetwork>(model, optimizer) { BatchSize = 32, Threads = 2, Checkpoint = path is null ? null : checkpoint };
            List<string> lines = [];
            checkpoint.State["best"] = double.PositiveInfinity;
            foreach (EpochReport epoch in trainer.Epochs(TrainingData, epochs: 12))
            {
                double stair = Math.Floor(10 * epoch.TrainLoss) + (1.0 / 3);
                if (stair < checkpoint.State["best"])
                {
                    (checkpoint.State["best"], checkpoint.State["waited"]) = (stair, 0);
                }
                else if (++checkpoint.State["waited"] == 3)
                {
                    (optimizer.LearningRate, checkpoint.State["waited"]) = (optimizer.LearningRate / 2, 0);
                }

                lines.Add(FormattableString.Invariant($"{epoch.Epoch} {optimizer.LearningRate:R} {checkpoint.State["best"]:R} {checkpoint.State["waited"]}"));
                if (lines.Count == most)
                {
                    break;
                }
            }

            return [.. lines];
        }
    }

    private static IEnumerable<EpochReport> Falling(LinearNetwork model, string? path, int epochs)
    {
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
        foreach (EpochReport epoch in Create(model, path, optimizer).Epochs(TrainingData, epochs: epochs))
        {
            optimizer.LearningRate *= 0.7f;
            yield return epoch;
        }
    }
}
