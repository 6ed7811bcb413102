using CnnGen.Execution;
using CnnGen.Runtime.Tests.Networks;
using CnnGen.Training;

namespace CnnGen.Runtime.Tests.Training;

public sealed class TrainingStepTests
{
    private static readonly Sgd s_optimizer = new(0.1f) { Momentum = 0.9f, WeightDecay = 0.001f };

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(100)]
    public void The_gradient_is_that_of_the_mean_loss(int count)
    {
        Dataset data = Samples.Draw(count);
        var model = new LinearNetwork(seed: 3);
        var step = new TrainingStep<LinearNetwork>(model, s_optimizer, batchSize: 100, threads: 2);
        BatchResult result = step.ComputeGradient(data, Indices(count));
        LinearReference expected = LinearReference.Of(model, data);
        Assert.Equal(expected.Loss, result.Loss, 1e-6);
        Assert.Equal(expected.Correct, result.Correct);
        for (int i = 0; i < expected.Gradient.Length; i++)
        {
            Assert.Equal(expected.Gradient[i], step.Gradient.Span[i], 1e-6);
        }
    }

    [Fact]
    public void Samples_that_lie_in_memory_and_samples_that_are_copied_give_the_same_bits()
    {
        Dataset data = Samples.Draw(100);
        var inPlace = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 100, 1);
        var copied = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 100, 1);
        int[] indices = [.. Indices(100).Reverse()];
        Assert.Equal(inPlace.ComputeGradient(data, indices), copied.ComputeGradient(new MeteredDataset(data), indices));
        Assert.Equal(inPlace.Gradient.Span.ToArray(), copied.Gradient.Span.ToArray());
    }

    [Theory]
    [InlineData(2, LaneWidth.Bits128)]
    [InlineData(3, LaneWidth.Bits256)]
    [InlineData(7, LaneWidth.Bits512)]
    [InlineData(1, LaneWidth.Widest)]
    public void Threads_and_widths_do_not_change_a_bit(int threads, LaneWidth width)
    {
        (float[] Gradient, float[] Weights, double[] Losses) expected = Train(1, LaneWidth.Bits512);
        (float[] Gradient, float[] Weights, double[] Losses) actual = Train(threads, width);
        Assert.Equal(expected.Losses, actual.Losses);
        Assert.Equal(expected.Gradient, actual.Gradient);
        Assert.Equal(expected.Weights, actual.Weights);
        Assert.NotEqual(expected.Weights, new LinearNetwork().Parameters[0].Values.ToArray());
    }

    [Fact]
    public void A_short_batch_is_not_changed_by_the_long_one_before_it()
    {
        Dataset data = Samples.Draw(100);
        var used = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 100, 2);
        var fresh = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 5, 1);
        used.ComputeGradient(data, Indices(100));
        Assert.Equal(fresh.ComputeGradient(data, Indices(5)), used.ComputeGradient(data, Indices(5)));
        Assert.Equal(fresh.Gradient.Span.ToArray(), used.Gradient.Span.ToArray());
    }

    [Fact]
    public void A_lane_without_a_sample_takes_nothing_from_the_batch_before()
    {
        float[] notNumbers = [.. Enumerable.Repeat(float.NaN, 16 * LinearNetwork.Inputs)];
        var step = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 16, 1);
        step.ComputeGradient(Dataset.FromArrays(notNumbers, new int[16], LinearNetwork.Inputs, LinearNetwork.Outputs), Indices(16));
        Assert.True(float.IsNaN(step.Gradient.Span[0]));
        step.ComputeGradient(Samples.Draw(5), Indices(5));
        Assert.All(step.Gradient.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_step_on_one_thread_allocates_nothing()
    {
        Dataset data = Samples.Draw(100);
        int[] indices = Indices(100);
        var step = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 100, threads: 1);
        Run(step, data, indices, steps: 3);

        // A collection that another thread of the test host brings about closes what this thread had reserved, and counts
        // the rest of it: a step that allocates does so in each attempt.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBytes()));

        long AllocatedBytes()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(step, data, indices, steps: 5);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_step_on_two_threads_allocates_nothing_on_any()
    {
        Dataset data = Samples.Draw(100);
        int[] indices = Indices(100);
        var step = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 100, threads: 2);
        Run(step, data, indices, steps: 10);

        // How soon a worker comes is up to the machine.
        var metered = new MeteredDataset(data);
        for (int round = 0; round < 10_000 && metered.Threads(samples: 1_000) < 2; round++)
        {
            Run(step, metered, indices, steps: 5);
        }

        Assert.Equal(2, metered.Threads(samples: 1_000));
        Assert.Equal(0, metered.AllocatedBytes());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(LinearNetwork.Outputs)]
    [InlineData(int.MaxValue)]
    public void A_label_that_is_no_class_is_refused(int label)
    {
        var step = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 40, 2);
        var data = new MislabelledDataset(40, wrongIndex: 33, label);
        InvalidDataException exception =
            Assert.Throws<InvalidDataException>(() => step.ComputeGradient(data, Indices(40)));
        Assert.Equal($"Expected labels from 0 to 7, but found {label} at sample 33.", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_batch_has_at_least_one_sample_and_at_most_its_size(int count)
    {
        var step = new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, 5, 1);
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "indices", () => step.ComputeGradient(Samples.Draw(10), Indices(count)));
        Assert.Contains($"Expected 1 to 5 samples, but found {count}.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_beyond_memory_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            "batchSize", () => new TrainingStep<LinearNetwork>(new LinearNetwork(), s_optimizer, int.MaxValue, 1));

    private static (float[] Gradient, float[] Weights, double[] Losses) Train(int threads, LaneWidth width)
    {
        Dataset data = Samples.Draw(300);
        var model = new LinearNetwork();
        var step = new TrainingStep<LinearNetwork>(model, s_optimizer, 110, threads, width);
        double[] losses = new double[6];
        for (int i = 0; i < losses.Length; i++)
        {
            losses[i] = step.ComputeGradient(data, [.. Enumerable.Range(i * 35, 110 - i)]).Loss;
            step.Update();
        }

        return (step.Gradient.Span.ToArray(), model.Parameters[0].Values.ToArray(), losses);
    }

    private static void Run(TrainingStep<LinearNetwork> step, Dataset data, int[] indices, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            step.ComputeGradient(data, indices);
            step.Update();
        }
    }

    private static int[] Indices(int count) => [.. Enumerable.Range(0, count)];
}
