using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Numerics;
using CnnGen.Testing;

namespace CnnGen.Kernels.Tests;

/// <summary>Networks whose samples depend on each other: against the reference, whose gradients are differences of its loss.</summary>
[Trait("Speed", "Slow")]
public class BatchNormTests
{
    // A whole block and one that is padded.
    private const int Samples = 21;

    // What a fold leaves: weights and sums are rounded in another order than where the norm stands by itself.
    private const double FoldingBound = 1e-5;

    private static readonly int EntriesPerTensor = Extended.IsOn ? 6 : 2;

    public static TheoryData<string> Names() => [.. NormNetworks.All.Select(network => network.Name)];

    public static TheoryData<string> FrozenNames() => [.. NormNetworks.Frozen.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(FrozenNames))]
    public void Loss_and_gradients_match_differences_of_the_reference_loss(string name)
    {
        TestNetwork network = NormNetworks.Named(name);
        ReferenceNetwork reference = network.Reference();
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
        BatchResult result = step.ComputeGradient(model.Dataset(batch), Order.First(Samples));
        double[][] parameters = batch.ParametersAsDouble();
        double[][] samples = [.. Enumerable.Range(0, Samples).Select(batch.Sample)];
        Agreement.Assert(MeanLoss(), result.Loss, "loss");
        var random = new Random(2);
        int[] learned = [.. Enumerable.Range(0, parameters.Length).Where(tensor => model.Layout.Parameters[tensor].Offset < model.Layout.LearnedLength)];
        foreach ((int tensor, float[] gradient) in learned.Zip(step.Gradient()))
        {
            int[] entries = [.. Enumerable.Range(0, Math.Min(EntriesPerTensor, gradient.Length)).Select(_ => random.Next(gradient.Length))];
            Agreement.Assert(
                [.. entries.Select(entry => Difference.Central(Objective, ref parameters[tensor][entry], step: 1e-6))],
                [.. entries.Select(entry => gradient[entry])],
                reference.ParameterNames[tensor]);
        }

        double MeanLoss() => reference.MeanLoss(samples, batch.Target, parameters);

        double Objective() => reference.Objective(samples, batch.Target, parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_and_any_width_gives_the_same_bits(string name)
    {
        TestNetwork network = NormNetworks.Named(name);
        DrawnBatch batch = Draw(network);
        (float[][] Gradient, float[][] Parameters) expected = Train(network, batch, threads: 1, LaneWidth.Bits128);
        foreach (LaneWidth width in Widths.Present)
        {
            foreach (int threads in width == Widths.Present.Last() ? new[] { 1, 2, 3, 7 } : [1])
            {
                (float[][] gradient, float[][] parameters) = Train(network, batch, threads, width);
                Assert.Equal(expected.Gradient, gradient);
                Assert.Equal(expected.Parameters, parameters);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(FrozenNames))]
    public void Predictions_take_running_statistics(string name)
    {
        TestNetwork network = NormNetworks.Named(name);
        ReferenceNetwork reference = network.Reference();
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        double[][] parameters = batch.ParametersAsDouble();
        double[] expected = [.. Enumerable.Range(0, Samples).SelectMany(i => reference.Scores(batch.Sample(i), parameters))];
        float[] narrow = model.Scores(batch, LaneWidth.Bits128);
        Agreement.Assert(expected, narrow, "scores");
        foreach (LaneWidth width in Widths.Present)
        {
            Assert.Equal(narrow, model.Scores(batch, width));
        }

        float largest = narrow.Max(Math.Abs);
        float[] first = model.Sample(LaneWidth.Bits128).Scores(batch.Samples);
        foreach (LaneWidth width in Widths.Present)
        {
            Assert.Equal(first, model.Sample(width).Scores(batch.Samples));
        }

        for (int i = 0; i < first.Length; i++)
        {
            Assert.InRange(first[i] - narrow[i], -FoldingBound * largest, FoldingBound * largest);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_short_batch_after_a_full_one_gives_the_bits_of_its_own_step(string name)
    {
        TestNetwork network = NormNetworks.Named(name);
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        Dataset data = model.Dataset(batch);
        IStepUnderTest own = model.Step(batchSize: 5, threads: 1, LaneWidth.Widest);
        IStepUnderTest reused = model.Step(Samples, threads: 2, LaneWidth.Widest);
        BatchResult expected = own.ComputeGradient(data, Order.First(5));
        reused.ComputeGradient(data, Order.First(Samples));
        Assert.Equal(expected, reused.ComputeGradient(data, Order.First(5)));
        Assert.Equal(own.Gradient(), reused.Gradient());
    }

    [Fact]
    public void Running_statistics_follow_those_of_the_batch()
    {
        TestNetwork network = NormNetworks.All[2];
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest, new Sgd(0.1f) { WeightDecay = 0.5f, Momentum = 0.9f });
        step.ComputeGradient(model.Dataset(batch), Order.First(Samples));
        Assert.Equal(batch.Parameters[2], model.Parameters[2].Values.ToArray());
        step.Update();
        double[][] samples = [.. Enumerable.Range(0, Samples).Select(batch.Sample)];
        int values = Samples * network.Input.Height * network.Input.Width;
        for (int channel = 0; channel < network.Input.Channels; channel++)
        {
            (double mean, double variance) = BatchNorm.Statistics(network.Input, samples, channel);
            Assert.Equal((0.9 * batch.Parameters[2][channel]) + (0.1 * mean), model.Parameters[2].Values[channel], 1e-6);
            Assert.Equal((0.9 * batch.Parameters[3][channel]) + (0.1 * variance * values / (values - 1)), model.Parameters[3].Values[channel], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(FrozenNames))]
    public void A_frozen_norm_stays_as_it_is(string name)
    {
        TestNetwork network = NormNetworks.Named(name);
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        Assert.Empty(model.Layout.Norms);
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest, new Sgd(0.1f) { WeightDecay = 0.5f });
        step.ComputeGradient(model.Dataset(batch), Order.First(Samples));
        step.Update();
        foreach ((int tensor, float[] values) in batch.Parameters.Index())
        {
            bool isNorm = model.Parameters[tensor].Name.Contains("bn", StringComparison.Ordinal);
            Assert.Equal(isNorm, values.AsSpan().SequenceEqual(model.Parameters[tensor].Values));
        }
    }

    [Fact]
    public void Statistics_of_values_far_from_zero_keep_their_digits()
    {
        var shape = new BatchNormShape(Channels: 1, Positions: 200, InputPlane: 200, OutputPlane: 200);
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 200 * MicroBatch.Samples).Select(_ => 1000 + (float)random.NextDouble())];
        float[] weights = [.. Enumerable.Repeat(1f, MicroBatch.Samples)];
        float mean = 0;
        float squares = 0;
        BatchNormalization.Statistics<Lanes128>(shape, ref values[0], ref weights[0], ref mean, ref squares);
        double exact = values.Average(value => (double)value);
        Assert.Equal(exact, mean, 1e-4);
        Assert.Equal(1, squares / values.Sum(value => (value - exact) * (value - exact)), 1e-4);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(8, false)]
    public void A_single_value_cannot_be_normalised(int index, bool isImage)
    {
        TestNetwork network = NormNetworks.All[index];
        Assert.Equal(isImage, network.Dimensions.Length == 3);
        DrawnBatch batch = Draw(network);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(Samples, threads: 1, LaneWidth.Widest);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => step.ComputeGradient(model.Dataset(batch), Order.First(1)));
        Assert.StartsWith($"bn1 of {model.Layout.Name} normalises each channel over its values in a batch and needs at least 2, but a batch of 1 sample has 1.", error.Message, StringComparison.Ordinal);
    }

    private static (float[][] Gradient, float[][] Parameters) Train(TestNetwork network, DrawnBatch batch, int threads, LaneWidth width)
    {
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest step = model.Step(Samples, threads, width, new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 1e-3f });
        Dataset data = model.Dataset(batch);
        for (int i = 0; i < 2; i++)
        {
            step.ComputeGradient(data, Order.First(Samples));
            step.Update();
        }

        return (step.Gradient(), [.. model.Parameters.Select(parameter => parameter.Values.ToArray())]);
    }

    private static DrawnBatch Draw(TestNetwork network) => DrawnBatch.Draw(network, Samples);
}
