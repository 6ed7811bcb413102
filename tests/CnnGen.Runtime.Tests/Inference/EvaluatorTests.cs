using CnnGen.Runtime.Tests.Networks;

namespace CnnGen.Runtime.Tests.Inference;

public sealed class EvaluatorTests
{
    [Fact]
    public void The_confusion_matrix_counts_what_was_taken_for_what()
    {
        // Input i speaks for class i alone, so that a one at input i is taken for class i.
        var model = new LinearNetwork();
        model.Parameters[0].Values.Clear();
        for (int i = 0; i < LinearNetwork.Outputs; i++)
        {
            model.Parameters[0].Values[(i * LinearNetwork.Inputs) + i] = 1f;
        }

        int[] predicted = [.. Enumerable.Range(0, 37).Select(i => i * 3 % LinearNetwork.Outputs)];
        int[] actual = [.. Enumerable.Range(0, 37).Select(i => i % 5)];
        Evaluation evaluation = model.Evaluate(Samples.OneHot(predicted, actual), threads: 2);

        Assert.Equal(predicted, evaluation.Predicted);
        ConfusionMatrix confusion = evaluation.Confusion;
        Assert.Equal(37, confusion.Total);
        Assert.Equal(LinearNetwork.Outputs, confusion.Classes);
        for (int a = 0; a < confusion.Classes; a++)
        {
            for (int p = 0; p < confusion.Classes; p++)
            {
                Assert.Equal(Enumerable.Range(0, 37).Count(i => actual[i] == a && predicted[i] == p), confusion[a, p]);
            }
        }

        int correct = actual.Zip(predicted).Count(pair => pair.First == pair.Second);
        Assert.Equal(correct, confusion.Correct);
        Assert.Equal(correct / 37.0, evaluation.Accuracy);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => confusion[0, LinearNetwork.Outputs]);
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => confusion[-1, 0]);
    }

    [Fact]
    public void The_loss_is_the_mean_over_all_samples()
    {
        Dataset data = Samples.Draw(53);
        var model = new LinearNetwork(seed: 2);
        Assert.Equal(LinearReference.Of(model, data).Loss, model.Evaluate(data).Loss, 1e-6);
    }

    [Theory]
    [InlineData(0, LaneWidth.Widest)]
    [InlineData(2, LaneWidth.Bits128)]
    [InlineData(3, LaneWidth.Bits256)]
    public void Threads_and_widths_do_not_change_a_bit(int threads, LaneWidth width)
    {
        Dataset data = Samples.Draw(200);
        var model = new LinearNetwork();
        Evaluation expected = model.Evaluate(data, threads: 1, LaneWidth.Bits512);
        Evaluation actual = model.Evaluate(data, threads, width);
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.Predicted, actual.Predicted);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var model = new LinearNetwork();
        Assert.Throws<ArgumentException>("data", () => model.Evaluate(Dataset.FromArrays(new float[8], [0, 1], 4, 8)));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => model.Evaluate(Samples.Draw(1), threads: -1));
        Assert.Throws<ArgumentNullException>("data", () => model.Evaluate(null!));
        Assert.Throws<InvalidDataException>(() => model.Evaluate(new MislabelledDataset(20, 17, LinearNetwork.Outputs)));
    }

    [Fact]
    public void A_dataset_that_becomes_larger_is_evaluated_and_trained_on_as_it_was()
    {
        Dataset data = Samples.Draw(40);
        var model = new LinearNetwork();
        Evaluation found = model.Evaluate(new GrowingDataset(data, count: 15));
        Evaluation expected = model.Evaluate(data[..found.Confusion.Total]);
        Assert.Equal(expected.Predicted, found.Predicted);
        Assert.Equal(expected.Loss, found.Loss);

        EpochReport[] epochs = [.. new Trainer<LinearNetwork>(model, new Sgd(0.1f)) { BatchSize = 4 }.Fit(new GrowingDataset(data, count: 15), epochs: 2)];
        Assert.All(epochs, epoch => Assert.True(double.IsFinite(epoch.TrainLoss)));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData((1 << 30) + 1)]
    public void More_samples_than_can_be_put_into_an_order_are_refused(int count)
    {
        string message = $"Expected at most 1073741824 samples, but the dataset has {count}; take parts of it with Slice.";
        var data = new MislabelledDataset(count, 0, 0);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("data", () => new LinearNetwork().Evaluate(data)).Message, StringComparison.Ordinal);
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd(0.1f));
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("train", () => trainer.Fit(data)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("test", () => trainer.Fit(Samples.Draw(20), data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => new LinearNetwork().Evaluate(Samples.Draw(20), cancellation: new CancellationToken(canceled: true)));
}
