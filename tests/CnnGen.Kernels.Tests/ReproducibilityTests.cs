using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests;

/// <summary>The same bits, whatever runs the kernels.</summary>
[Trait("Speed", "Slow")]
public class ReproducibilityTests
{
    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Scores_are_the_same_bits_at_every_width(string network)
    {
        DrawnBatch batch = Expectation.Of(TestNetworks.Named(network)).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        float[] narrow = model.Scores(batch, LaneWidth.Bits128);
        foreach (LaneWidth width in Widths.Present)
        {
            AssertSameBits(narrow, model.Scores(batch, width), $"scores at {width}");
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Gradients_are_the_same_bits_at_every_width_and_number_of_threads(string network)
    {
        DrawnBatch batch = Expectation.Of(TestNetworks.Named(network)).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        Dataset data = model.Dataset(batch);
        IStepUnderTest first = model.Step(batch.Count, threads: 1, LaneWidth.Bits128);
        BatchResult expected = first.ComputeGradient(data, Order.First(batch.Count));
        foreach (LaneWidth width in Widths.Present)
        {
            // Every width on one thread, every number of threads on the widest: all others differ from those in nothing.
            for (int threads = 1; threads <= (width == Widths.Present.Last() ? 3 : 1); threads++)
            {
                IStepUnderTest step = model.Step(batch.Count, threads, width);
                Assert.Equal(expected, step.ComputeGradient(data, Order.First(batch.Count)));
                AssertSameBits(first.Gradient(), step.Gradient(), $"at {width} on {threads} threads");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void A_short_batch_after_a_full_one_gives_the_bits_of_its_own_step(string network)
    {
        DrawnBatch batch = Expectation.Of(TestNetworks.Named(network)).Batch;
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        Dataset data = model.Dataset(batch);
        IStepUnderTest own = model.Step(batchSize: 5, threads: 1, LaneWidth.Widest);
        IStepUnderTest reused = model.Step(batch.Count, threads: 2, LaneWidth.Widest);
        BatchResult expected = own.ComputeGradient(data, Order.First(5));
        reused.ComputeGradient(data, Order.First(batch.Count));
        Assert.Equal(expected, reused.ComputeGradient(data, Order.First(5)));
        AssertSameBits(own.Gradient(), reused.Gradient(), "after a full batch");
    }

    [Fact]
    public void A_batch_of_more_blocks_than_gradient_slots_matches_the_reference_on_any_number_of_threads()
    {
        TestNetwork network = TestNetworks.TwoConvolutions;
        int slots = NetworkUnderTest.Create(network, DrawnBatch.Draw(network, count: 1)).Layout.GradientSlots;
        DrawnBatch batch = DrawnBatch.Draw(network, count: (((2 * slots) + 1) * MicroBatch.Samples) + 3);
        var expected = new Expectation(network, batch);
        NetworkUnderTest model = NetworkUnderTest.Create(network, batch);
        IStepUnderTest first = model.Step(batch.Count, threads: 1, LaneWidth.Bits128);
        BatchResult result = first.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        expected.AssertAgrees(result, first.Gradient(), batch.Count);
        foreach (LaneWidth width in Widths.Present)
        {
            for (int threads = 1; threads <= 3; threads++)
            {
                IStepUnderTest step = model.Step(batch.Count, threads, width);
                Assert.Equal(result, step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count)));
                AssertSameBits(first.Gradient(), step.Gradient(), $"at {width} on {threads} threads");
            }
        }
    }

    private static void AssertSameBits(float[][] expected, float[][] actual, string where)
    {
        foreach ((int tensor, float[] values) in expected.Index())
        {
            AssertSameBits(values, actual[tensor], $"tensor {tensor} {where}");
        }
    }

    private static void AssertSameBits(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                FormattableString.Invariant($"{what}, [{i}]: expected the bits of {expected[i]:G9}, but found {actual[i]:G9}."));
        }
    }
}
