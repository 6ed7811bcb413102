using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Numerics;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// Emitted kernels against the reference, on batches that fill blocks in different ways. One width is enough where values are compared:
/// <see cref="ReproducibilityTests"/> holds that all give the same bits.
/// </summary>
[Trait("Speed", "Slow")]
public class KernelTests
{
    private static readonly int[] BatchSizes = [1, 5, 16, 37];

    public static TheoryData<string> Names() => [.. TestNetworks.Tested.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Scores_match_the_reference(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        float[] scores = model.Scores(expected.Batch, LaneWidth.Widest);
        Agreement.Assert([.. expected.Scores.SelectMany(p => p)], scores, "scores");
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Loss_and_gradients_match_the_reference(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        foreach (int count in BatchSizes)
        {
            IStepUnderTest step = model.Step(count, threads: 1, LaneWidth.Widest);
            BatchResult result = step.ComputeGradient(model.Dataset(expected.Batch), Order.First(count));
            expected.AssertAgrees(result, step.Gradient(), count);

            // The norm of a gradient counts them in.
            Assert.All(step.BetweenGradients(), value => Assert.Equal(0f, value));
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Kernels_stay_inside_their_memory_and_read_what_they_wrote(string network)
    {
        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        DrawnBatch batch = expected.Batch;
        foreach (LaneWidth width in Widths.Present)
        {
            float[][] gradient = model.Block(width).Gradient(batch);

            IStepUnderTest step = model.Step(MicroBatch.Samples, threads: 1, width);
            step.ComputeGradient(model.Dataset(batch), Order.First(MicroBatch.Samples));
            Assert.Equal(step.Gradient(), gradient);
        }
    }
}
