using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>A run that was stopped goes on from its checkpoint.</summary>
[Trait("Speed", "Slow")]
public sealed class CheckpointTests : CheckpointedRun
{
    [Fact]
    public void A_run_that_is_cancelled_at_any_step_goes_on_with_the_same_weights_and_reports()
    {
        var whole = new LinearNetwork();
        string[] expected = [.. Train(whole, null, CancellationToken.None).Select(Figures)];

        // Three epochs of four steps: before the first step, behind the last one, and everywhere in between. Behind the last
        // step of an epoch its evaluation is cancelled.
        for (int step = 0; step <= 12; step++)
        {
            File.Delete(FilePath);
            List<string> found = [];
            using (var cancellation = new CancellationTokenSource())
            {
                int left = (step / 4 * 100) + (step % 4 * 32);
                var cancelling = new WatchedDataset(TrainingData, () => CancelAt(Interlocked.Decrement(ref left)));
                CancelAt(left);
                Assert.Throws<OperationCanceledException>(
                    () => found.AddRange(Train(new LinearNetwork(), FilePath, cancellation.Token, cancelling).Select(Figures)));

                void CancelAt(int samples)
                {
                    if (samples == 0)
                    {
                        cancellation.Cancel();
                    }
                }
            }

            var resumed = new LinearNetwork(seed: 7);
            found.AddRange(Train(resumed, FilePath, CancellationToken.None).Select(Figures));
            Assert.Equal(expected, found.Distinct());
            Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        }
    }

    [Fact]
    public void More_epochs_go_on_after_a_finished_run_and_fewer_are_refused()
    {
        var whole = new LinearNetwork();
        EpochReport[] expected = [.. Create(whole, null).Fit(TrainingData, epochs: 4)];
        Create(new LinearNetwork(), FilePath).Fit(TrainingData, epochs: 2);
        Assert.Equal([2], Create(new LinearNetwork(), FilePath).Fit(TrainingData, epochs: 2).Select(epoch => epoch.Epoch));
        var resumed = new LinearNetwork();
        Assert.Equal(
            expected[1..].Select(epoch => epoch.TrainLoss), Create(resumed, FilePath).Fit(TrainingData, epochs: 4).Select(epoch => epoch.TrainLoss));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        AssertRefused(
            "expected at most the 3 epochs of this run, but the checkpoint is in epoch 4. Ask for as many, or delete the file to begin anew.",
            () => Create(new LinearNetwork(), FilePath).Fit(TrainingData, epochs: 3));
    }

    [Fact]
    public void Calls_that_were_through_are_skipped()
    {
        Dataset second = Networks.Samples.Draw(70, seed: 3);
        var whole = new LinearNetwork();
        Trainer<LinearNetwork> trainer = Create(whole, FilePath);
        trainer.Fit(TrainingData, epochs: 2);
        trainer.Fit(second, epochs: 2);

        var resumed = new LinearNetwork(seed: 7);
        trainer = Create(resumed, FilePath);
        Assert.Empty(trainer.Fit(TrainingData, epochs: 2));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        Assert.Equal([2], trainer.Fit(second, epochs: 2).Select(epoch => epoch.Epoch));
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));

        // And the third goes on with the random order and the velocities that the second one left.
        trainer.Fit(TrainingData);
        var unsaved = new LinearNetwork();
        trainer = Create(unsaved, null);
        trainer.Fit(TrainingData, epochs: 2);
        trainer.Fit(second, epochs: 2);
        trainer.Fit(TrainingData);
        Assert.Equal(SafetensorsBytes.Bits(unsaved.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
    }

    [Fact]
    public void The_weights_of_a_checkpoint_can_be_loaded()
    {
        var model = new LinearNetwork();
        Create(model, FilePath).Fit(TrainingData);
        var other = new LinearNetwork(seed: 7);
        WeightsReport report = other.LoadWeights(FilePath);
        Assert.Equal(["fc1.weight", "fc1.bias"], report.Taken);
        Assert.Equal(["fc1.bias.velocity", "fc1.weight.velocity"], report.LeftOver);
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(other.Parameters));
    }

    [Fact]
    public void A_call_that_was_through_says_that_it_trains_nothing()
    {
        Trainer<LinearNetwork> before = Create(new LinearNetwork(), FilePath);
        for (int call = 1; call <= 3; call++)
        {
            before.Fit(TrainingData);
        }

        using var warnings = new StringWriter();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 32, Checkpoint = new Checkpoint(FilePath), Warnings = warnings,
        };
        Assert.Empty(trainer.Fit(TrainingData));
        Assert.Equal($"{FilePath}: was saved in call 3 of Fit, so that call 1 was through and trains nothing.{Environment.NewLine}", warnings.ToString());
    }
}
