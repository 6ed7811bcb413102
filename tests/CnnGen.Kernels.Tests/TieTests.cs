using CnnGen.Execution;
using CnnGen.Kernels.Tests.Networks;
using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests;

/// <summary>
/// Values that are exactly equal, and exactly zero. Samples and weights are multiples of 1/4, whose sums of products
/// floats hold exactly, so that the rule decides and not rounding.
/// </summary>
[Trait("Speed", "Slow")]
public class TieTests
{
    public static TheoryData<string> ExactNetworks() => [.. TestNetworks.Tested.Where(IsExact).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(ExactNetworks), DisableDiscoveryEnumeration = true)]
    public void The_first_of_equal_maxima_and_no_zero_gets_the_gradient(string network)
    {
        DrawnBatch batch = DrawnBatch.DrawQuarters(TestNetworks.Named(network), count: 20);
        var expected = new Expectation(TestNetworks.Named(network), batch);
        NetworkUnderTest model = NetworkUnderTest.Create(TestNetworks.Named(network), batch);
        IStepUnderTest step = model.Step(batch.Count, threads: 1, LaneWidth.Widest);
        BatchResult result = step.ComputeGradient(model.Dataset(batch), Order.First(batch.Count));
        expected.AssertAgrees(result, step.Gradient(), batch.Count);
    }

    private static bool IsExact(TestNetwork network) =>
        network.Inside.Any(layer => layer.HasKinks)
        && network.Inside.All(layer => layer.IsExact)
        && network.Inside.Count(layer => layer is Conv2D or LocallyConnected2D or FullyConnected) <= 5;
}
