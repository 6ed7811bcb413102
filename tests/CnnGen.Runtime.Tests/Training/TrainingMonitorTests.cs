using CnnGen.Runtime.Tests.Networks;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>A monitor keeps the best weights, lowers the rate on plateaus and ends training; a killed run does the same.</summary>
public sealed class TrainingMonitorTests : CheckpointedRun
{
    // An improvement, three epochs without one, a small improvement, a large one, and nothing more.
    private static readonly double[] s_values = [1, 0.5, 0.6, double.NaN, 0.5, 0.45, 0.2, 0.3, 0.3, 0.3, 0.3];

    [Fact]
    public void Training_ends_after_so_many_epochs_without_improvement()
    {
        TrainingMonitor monitor = Scripted(leastImprovement: 0.1, patience: 3);
        Assert.Equal(5, Fit(new LinearNetwork(), monitor).Count);
        Assert.Equal((0.5, 2, true), (monitor.Best, monitor.BestEpoch, monitor.HasStopped));
        Assert.Equal("best scripted 0.5 in epoch 2; stopped after epoch 5: no improvement for 3 epochs", monitor.ToString());
    }

    [Fact]
    public void A_small_improvement_counts_unless_a_least_one_is_set()
    {
        TrainingMonitor monitor = Scripted(leastImprovement: 0, patience: 4);
        Assert.Equal(11, Fit(new LinearNetwork(), monitor).Count);
        Assert.Equal((0.2, 7), (monitor.Best, monitor.BestEpoch));
        Assert.Equal("best scripted 0.2 in epoch 7; stopped after epoch 11: no improvement for 4 epochs", monitor.ToString());
    }

    [Fact]
    public void The_network_ends_with_its_best_weights_and_the_file_has_them()
    {
        string path = Path.Combine(Folder.Path, "best.safetensors");
        var best = new LinearNetwork();
        Create(best, null).Fit(TrainingData, TestData, epochs: 7);
        var model = new LinearNetwork();
        TrainingMonitor monitor = Scripted(0, patience: null, path: path);
        Fit(model, monitor);
        Assert.Equal("best scripted 0.2 in epoch 7", monitor.ToString());
        Assert.Equal(SafetensorsBytes.Bits(best.Parameters), SafetensorsBytes.Bits(model.Parameters));
        Assert.Equal(SafetensorsBytes.Bits(best.Parameters), SafetensorsBytes.Bits(new LinearNetwork(3).Load(path).Parameters));

        var last = new LinearNetwork();
        Create(last, null).Fit(TrainingData, TestData, epochs: 11);
        var kept = new LinearNetwork();
        Fit(kept, Scripted(0, patience: null, restoresBest: false));
        Assert.Equal(SafetensorsBytes.Bits(last.Parameters), SafetensorsBytes.Bits(kept.Parameters));
    }

    [Fact]
    public void A_loop_that_is_left_has_the_best_weights_of_its_epochs()
    {
        var best = new LinearNetwork();
        Create(best, null).Fit(TrainingData, TestData, epochs: 2);
        var model = new LinearNetwork();
        foreach (EpochReport epoch in Trainer(model, Scripted(0, null), null).Epochs(TrainingData, TestData, epochs: 11))
        {
            if (epoch.Epoch == 4)
            {
                break;
            }
        }

        Assert.Equal(SafetensorsBytes.Bits(best.Parameters), SafetensorsBytes.Bits(model.Parameters));
    }

    [Fact]
    public void On_a_plateau_the_rate_falls_as_if_a_loop_had_set_it()
    {
        // Epochs 3 and 4, and 8 and 9, bring no improvement.
        TrainingMonitor monitor = Scripted(0, patience: null, plateau: 2, restoresBest: false);
        var model = new LinearNetwork();
        Fit(model, monitor, epochs: 10);
        Assert.Equal(0.25, monitor.LearningRateFactor);
        Assert.Equal("best scripted 0.2 in epoch 7; learning rate × 0.25", monitor.ToString());

        var looped = new LinearNetwork();
        var optimizer = new Sgd(0.1f) { Momentum = 0.9f };
        foreach (EpochReport epoch in Create(looped, null, optimizer).Epochs(TrainingData, epochs: 10))
        {
            optimizer.LearningRate *= epoch.Epoch is 4 or 9 ? 0.5f : 1f;
        }

        Assert.Equal(SafetensorsBytes.Bits(looped.Parameters), SafetensorsBytes.Bits(model.Parameters));
    }

    [Fact]
    public void A_second_call_begins_anew()
    {
        TrainingMonitor monitor = Scripted(0, patience: 3);
        Trainer<LinearNetwork> trainer = Trainer(new LinearNetwork(), monitor, null);
        Assert.Equal(5, trainer.Fit(TrainingData, TestData, epochs: 5).Count);
        Assert.True(monitor.HasStopped);
        Assert.Single(trainer.Fit(TrainingData, TestData, epochs: 1));
        Assert.Equal((1, false), (monitor.BestEpoch, monitor.HasStopped));
    }

    [Fact]
    public void A_run_that_is_killed_after_any_step_ends_as_one_that_was_not()
    {
        var whole = new LinearNetwork();
        TrainingMonitor expected = Monitor();
        string[] reports = [.. Run(whole, expected, null, TrainingData, CancellationToken.None)];
        Assert.True(expected.HasStopped && expected.LearningRateFactor < 1, expected.ToString());
        for (int left = 32; left < reports.Length * 100; left += 100)
        {
            File.Delete(FilePath);
            using var cancellation = new CancellationTokenSource();
            int samples = left;
            var cancelling = new WatchedDataset(TrainingData, () =>
            {
                if (Interlocked.Decrement(ref samples) == 0)
                {
                    cancellation.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => Run(new LinearNetwork(), Monitor(), FilePath, cancelling, cancellation.Token).Count);
            var resumed = new LinearNetwork(seed: 7);
            TrainingMonitor found = Monitor();
            Run(resumed, found, FilePath, TrainingData, CancellationToken.None);
            Assert.Equal(expected.ToString(), found.ToString());
            Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(resumed.Parameters));
        }

        // A run that is through, once more.
        var again = new LinearNetwork(seed: 7);
        Run(again, Monitor(), FilePath, TrainingData, CancellationToken.None);
        Assert.Equal(SafetensorsBytes.Bits(whole.Parameters), SafetensorsBytes.Bits(again.Parameters));

        // The loss as a staircase, so that there are plateaus before the end.
        static TrainingMonitor Monitor() => new(Metric.OfTest("stair", evaluation => Math.Floor(4 * evaluation.Loss), higherIsBetter: false))
        {
            Patience = 4, PlateauPatience = 2, PlateauFactor = 0.5f,
        };

        static List<string> Run(LinearNetwork model, TrainingMonitor monitor, string? path, Dataset data, CancellationToken cancellation) =>
            [.. Trainer(model, monitor, path).Epochs(data, TestData, epochs: 40, cancellation).Select(Figures)];
    }

    [Fact]
    public void Another_monitor_is_another_run()
    {
        Trainer(new LinearNetwork(), new TrainingMonitor(Metric.TestLoss) { Patience = 3 }, FilePath).Fit(TrainingData, TestData);
        AssertRefused(
            "the checkpoint is of another run:\n  monitor: expected test accuracy, but found 'test loss'\n  patience: expected 4, but found '3'\n"
            + "Give this run another path, or delete the file to begin anew. LoadWeights takes its weights all the same.",
            () => Trainer(new LinearNetwork(), new TrainingMonitor(Metric.TestAccuracy) { Patience = 4 }, FilePath).Fit(TrainingData, TestData));
    }

    [Fact]
    public void Metrics_are_figures_of_the_report()
    {
        EpochReport report = Create(new LinearNetwork(), null).Fit(TrainingData, TestData)[0];
        ConfusionMatrix confusion = report.Test!.Confusion;
        int[] taken = [.. Enumerable.Range(0, 8).Select(other => confusion[other, 2])];
        int[] are = [.. Enumerable.Range(0, 8).Select(other => confusion[2, other])];
        Assert.Equal(report.TrainLoss, Metric.TrainLoss.Of(report));
        Assert.Equal(report.Test.Loss, Metric.TestLoss.Of(report));
        Assert.Equal(report.Test.Accuracy, Metric.TestAccuracy.Of(report));
        Assert.Equal(2.0 * confusion[2, 2] / (taken.Sum() + are.Sum()), Metric.TestF1(2).Of(report), 1e-15);
        Assert.Equal(report.Test.Confusion.Total, Metric.OfTest("total", evaluation => evaluation.Confusion.Total, true).Of(report));
    }

    [Fact]
    public void A_metric_that_there_is_not_is_refused_when_Fit_is_called()
    {
        AssertUnfit("The monitor watches the test loss, but there is no test dataset: give Fit one, or watch Metric.TrainLoss.", Metric.TestLoss, null);
        AssertUnfit("The monitor watches the test F1 of class 8, which LinearNetwork does not have: it has 8 classes. Choose another metric.", Metric.TestF1(8), TestData);
        AssertUnfit("The monitor watches the test ROC-AUC, which LinearNetwork does not have: it does not end with BinaryCrossEntropy. Choose another metric.", Metric.TestRocAuc, TestData);
        Assert.Single(Trainer(new LinearNetwork(), new TrainingMonitor(Metric.TrainLoss), null).Fit(TrainingData));
        Assert.ThrowsAny<IOException>(() => Trainer(
            new LinearNetwork(), new TrainingMonitor(Metric.TrainLoss) { BestWeightsPath = Path.Combine(Folder.Path, "none", "best") }, null).Epochs(TrainingData));

        static void AssertUnfit(string message, Metric metric, Dataset? test) => Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>("test", () => Trainer(new LinearNetwork(), new TrainingMonitor(metric), null).Epochs(TrainingData, test)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Patience", () => new TrainingMonitor(Metric.TestLoss) { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("PlateauPatience", () => new TrainingMonitor(Metric.TestLoss) { PlateauPatience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("PlateauFactor", () => new TrainingMonitor(Metric.TestLoss) { PlateauFactor = 1f });
        Assert.Throws<ArgumentOutOfRangeException>("LeastImprovement", () => new TrainingMonitor(Metric.TestLoss) { LeastImprovement = double.NaN });
        Assert.Throws<ArgumentNullException>("metric", () => new TrainingMonitor(null!));
        Assert.Throws<ArgumentOutOfRangeException>("class", () => Metric.TestF1(-1));
        Assert.Throws<ArgumentException>("name", () => Metric.OfTest(" ", _ => 0, true));
        Assert.Throws<ArgumentNullException>("value", () => Metric.OfTest("none", null!, true));
    }

    private static TrainingHistory Fit(LinearNetwork model, TrainingMonitor monitor, int epochs = 11) =>
        Trainer(model, monitor, null).Fit(TrainingData, TestData, epochs);

    private static Trainer<LinearNetwork> Trainer(LinearNetwork model, TrainingMonitor monitor, string? path) =>
        new(model, new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 32, Threads = 2, Monitor = monitor, Checkpoint = path is null ? null : new Checkpoint(path),
        };

    private static TrainingMonitor Scripted(double leastImprovement, int? patience, int? plateau = null, bool restoresBest = true, string? path = null)
    {
        int epoch = 0;
        return new TrainingMonitor(Metric.OfTest("scripted", _ => s_values[epoch++], higherIsBetter: false))
        {
            LeastImprovement = leastImprovement,
            Patience = patience,
            PlateauPatience = plateau,
            PlateauFactor = 0.5f,
            RestoresBest = restoresBest,
            BestWeightsPath = path,
        };
    }
}
