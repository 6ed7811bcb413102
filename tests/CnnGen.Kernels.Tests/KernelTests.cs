using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Numerics;
using Xunit.Abstractions;

namespace CnnGen.Kernels.Tests;

/// <summary>Emitted kernels against the reference, on batches that fill blocks in different ways.</summary>
public class KernelTests(ITestOutputHelper output)
{
    private static readonly int[] BatchSizes = [1, 5, 16, 37];

    public static TheoryData<string, LaneWidth> NetworksAndWidths()
    {
        var cases = new TheoryData<string, LaneWidth>();
        foreach (TestNetwork network in TestNetworks.All)
        {
            foreach (LaneWidth width in Widths.All)
            {
                cases.Add(network.Name, width);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void Scores_match_the_reference(string network, LaneWidth width)
    {
        if (!Widths.IsPresent(width, output))
        {
            return;
        }

        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        float[] scores = model.Scores(expected.Batch, width);
        Agreement.Assert([.. expected.Scores.SelectMany(p => p)], scores, "scores");
    }

    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void Loss_and_gradients_match_the_reference(string network, LaneWidth width)
    {
        if (!Widths.IsPresent(width, output))
        {
            return;
        }

        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        foreach (int count in BatchSizes)
        {
            IStepUnderTest step = model.Step(count, threads: 1, width);
            BatchResult result = step.ComputeGradient(model.Dataset(expected.Batch), Order.First(count));
            expected.AssertAgrees(result, step.Gradient(), count);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void Kernels_stay_inside_their_memory_and_read_what_they_wrote(string network, LaneWidth width)
    {
        if (!Widths.IsPresent(width, output))
        {
            return;
        }

        Expectation expected = Expectation.Of(TestNetworks.Named(network));
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), expected.Batch);
        DrawnBatch batch = expected.Batch;
        float[][] gradient = model.Block(width).Gradient(batch);

        IStepUnderTest step = model.Step(MicroBatch.Samples, threads: 1, width);
        step.ComputeGradient(model.Dataset(batch), Order.First(MicroBatch.Samples));
        Assert.Equal(step.Gradient(), gradient);
    }
}
