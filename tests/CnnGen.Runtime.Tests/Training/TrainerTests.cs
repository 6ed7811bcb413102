using System.Globalization;
using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void Training_learns_what_there_is_to_learn()
    {
        TrainingHistory reports = Create(new LinearNetwork()).Fit(Samples.Draw(300), Samples.Draw(100, seed: 2), epochs: 5);
        Assert.Equal([1, 2, 3, 4, 5], reports.Select(report => report.Epoch));
        Assert.All(reports, report => Assert.Equal(5, report.Epochs));
        Assert.True(reports[4].TrainLoss < 0.5 * reports[0].TrainLoss);
        Assert.True(reports[4].TrainAccuracy > 0.95);
        Assert.True(reports[4].Test!.Accuracy > 0.9);
        Assert.True(reports[0].SamplesPerSecond > 0);
    }

    [Fact]
    public void An_epoch_without_a_test_set_has_no_evaluation() =>
        Assert.Null(Create(new LinearNetwork()).Fit(Samples.Draw(40)).Single().Test);

    [Fact]
    public void Threads_and_widths_do_not_change_the_weights()
    {
        float[] expected = Weights(threads: 1, LaneWidth.Bits512);
        Assert.Equal(expected, Weights(threads: 2, LaneWidth.Bits256));
        Assert.Equal(expected, Weights(threads: 3, LaneWidth.Bits128));
    }

    [Fact]
    public void Two_calls_of_two_epochs_are_one_of_four()
    {
        Dataset data = Samples.Draw(100);
        var once = new LinearNetwork();
        var twice = new LinearNetwork();
        Create(once).Fit(data, epochs: 4);
        Trainer<LinearNetwork> trainer = Create(twice);
        trainer.Fit(data, epochs: 2);
        trainer.Fit(data, epochs: 2);
        Assert.Equal(once.Parameters[0].Values.ToArray(), twice.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void A_call_of_Fit_trains_and_gives_a_report_an_epoch()
    {
        var model = new LinearNetwork();
        float[] before = model.Parameters[0].Values.ToArray();
        TrainingHistory history = Create(model).Fit(Samples.Draw(100), epochs: 2);
        float[] after = model.Parameters[0].Values.ToArray();
        Assert.NotEqual(before, after);
        Assert.Equal([1, 2], history.Select(epoch => epoch.Epoch));
        Assert.Equal((2, history[1], history[0].TrainTime + history[1].TrainTime), (history.Count, history[^1], history.TrainTime));
        Assert.Equal($"{history[0]}{Environment.NewLine}{history[1]}", history.ToString());
        Assert.Equal(after, model.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Epochs_are_trained_as_Fit_trains_them_while_they_are_enumerated()
    {
        Dataset data = Samples.Draw(100);
        var fitted = new LinearNetwork();
        Create(fitted).Fit(data, epochs: 2);
        var streamed = new LinearNetwork();
        float[] before = streamed.Parameters[0].Values.ToArray();
        Trainer<LinearNetwork> trainer = Create(streamed);
        IEnumerable<EpochReport> epochs = trainer.Epochs(data, epochs: 4);
        Assert.Equal(before, streamed.Parameters[0].Values.ToArray());
        Assert.Equal([1, 2], epochs.Take(2).Select(epoch => epoch.Epoch));
        Assert.Equal(fitted.Parameters[0].Values.ToArray(), streamed.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Epochs_that_are_enumerated_a_second_time_are_an_error_and_train_nothing()
    {
        var model = new LinearNetwork();
        IEnumerable<EpochReport> epochs = Create(model).Epochs(Samples.Draw(100));
        Assert.Single(epochs.ToArray());
        float[] trained = model.Parameters[0].Values.ToArray();
        Assert.StartsWith(
            "These epochs were enumerated before, and each enumeration trains. Call Epochs again to train on;",
            Assert.Throws<InvalidOperationException>(() => epochs.Count()).Message, StringComparison.Ordinal);
        Assert.Equal(trained, model.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Another_seed_takes_the_samples_in_another_order()
    {
        Dataset data = Samples.Draw(100);
        var first = new LinearNetwork();
        var second = new LinearNetwork();
        new Trainer<LinearNetwork>(first, new Sgd(0.1f)) { BatchSize = 32, Seed = 1 }.Fit(data);
        new Trainer<LinearNetwork>(second, new Sgd(0.1f)) { BatchSize = 32, Seed = 2 }.Fit(data);
        Assert.NotEqual(first.Parameters[0].Values.ToArray(), second.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Each_epoch_reports_its_end()
    {
        var listener = new Listener(_ => { });
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f)) { BatchSize = 32, Progress = listener };
        TrainingHistory reports = trainer.Fit(Samples.Draw(100), epochs: 3);
        TrainingProgress[] ends = [.. listener.Reports.Where(report => report.Samples == 100)];
        Assert.Equal([1, 2, 3], ends.Select(report => report.Epoch));
        Assert.All(ends, end => Assert.Equal((3, 100), (end.Epochs, end.TotalSamples)));
        Assert.Equal(reports.Select(report => report.TrainLoss), ends.Select(end => end.Loss));
    }

    [Fact]
    public void Cancelling_ends_training_before_the_next_step()
    {
        using var cancellation = new CancellationTokenSource();
        var model = new LinearNetwork();
        var listener = new Listener(_ => cancellation.Cancel());
        var trainer = new Trainer<LinearNetwork>(model, new Sgd(0.1f)) { BatchSize = 100, Progress = listener };
        IEnumerable<EpochReport> epochs = trainer.Epochs(Samples.Draw(100), epochs: 5, cancellation: cancellation.Token);
        int done = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (EpochReport _ in epochs)
            {
                done++;
            }
        });
        Assert.Equal(1, done);
        Assert.Single(listener.Reports);
    }

    [Fact]
    public void Bad_arguments_are_refused_at_the_call()
    {
        Dataset data = Samples.Draw(40);
        Trainer<LinearNetwork> trainer = Create(new LinearNetwork());
        AssertRefused("train", "LinearNetwork expects samples of 2×300 = 600 floats, but those of the dataset have 4.",
            () => trainer.Fit(Dataset.FromArrays(new float[8], [0, 1], 4, 8)));
        AssertRefused("test", "LinearNetwork has 8 scores and expects as many classes, but the dataset has 9.",
            () => trainer.Fit(data, Dataset.FromArrays(new float[600], [0], 600, 9)));
        AssertRefused("train",
            "LinearNetwork tells 8 classes apart and expects labels, but the dataset has targets of 8 floats: "
            + "give it labels, or end the network with MeanSquaredError.",
            () => trainer.Fit(Dataset.FromTargets(new float[600], new float[8], 600, 8)));
        AssertRefused("train", "Expected at least one sample, but the dataset is empty.",
            () => trainer.Fit(Dataset.FromArrays([], [], 600, 8)));
        AssertRefused("epochs", "'0'", () => trainer.Fit(data, epochs: 0));
        AssertRefused("BatchSize", "'-1'", () => new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(1)) { BatchSize = -1 }.Fit(data));
        AssertRefused("Threads", "'0'", () => new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(1)) { Threads = 0 }.Fit(data));
        AssertRefused("width", "named widths", () => new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(1)) { LaneWidth = (LaneWidth)7 }.Fit(data));
        Assert.Throws<ArgumentNullException>("train", () => trainer.Fit(null!));
        Assert.Throws<ArgumentNullException>("model", () => new Trainer<LinearNetwork>(null!, new Sgd(1)));
        Assert.Throws<ArgumentNullException>("optimizer", () => new Trainer<LinearNetwork>(new LinearNetwork(), null!));
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused()
    {
        const string message = "A step cannot take more samples than there are: BatchSize is 32, but the dataset has 31.";
        AssertRefused("BatchSize", message, () => Create(new LinearNetwork()).Fit(Samples.Draw(31)));
        Create(new LinearNetwork()).Fit(Samples.Draw(32));
    }

    [Fact]
    public void Unless_set_a_batch_is_all_of_a_dataset_smaller_than_64()
    {
        var unset = new LinearNetwork();
        var whole = new LinearNetwork();
        new Trainer<LinearNetwork>(unset, new Sgd(0.1f)).Fit(Samples.Draw(31));
        new Trainer<LinearNetwork>(whole, new Sgd(0.1f)) { BatchSize = 31 }.Fit(Samples.Draw(31));
        Assert.Equal(whole.Parameters[0].Values.ToArray(), unset.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void A_report_is_one_line_that_no_culture_changes()
    {
        var evaluation = new Evaluation(0.25, 0.5, new ConfusionMatrix(2), []);
        var report = new EpochReport(1, 5, 1.5, 0.875, evaluation, TimeSpan.FromSeconds(2.5), 12345.6);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(
                "epoch 1/5: train loss 1.5000, accuracy 87.50 %; test loss 0.2500, accuracy 50.00 %; 12346 samples/s, 2.5 s",
                report.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Trainer<LinearNetwork> Create(LinearNetwork model) =>
        new(model, new Sgd(0.1f) { Momentum = 0.9f }) { BatchSize = 32, Threads = 2 };

    private static float[] Weights(int threads, LaneWidth width)
    {
        var model = new LinearNetwork();
        var trainer = new Trainer<LinearNetwork>(model, new Sgd(0.1f) { Momentum = 0.9f })
        {
            BatchSize = 70, Threads = threads, LaneWidth = width,
        };
        trainer.Fit(Samples.Draw(200), epochs: 2);
        return model.Parameters[0].Values.ToArray();
    }

    private static void AssertRefused(string argument, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private sealed class Listener(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            act(value);
        }
    }
}
