using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Networks with heads beside them, whose losses count in training.</summary>
internal static class AuxiliaryNetworks
{
    /// <summary>A head that pools, convolves and drops, as the one of Szegedy et al. does.</summary>
    public static readonly LayerBlock Head = new(
        "Head", new AveragePool2D(2, 2), new Conv2D(3, 1), new ReLU(), new Flatten(), new FullyConnected(6), new ReLU(), new Dropout(), new FullyConnected(4));

    public static IReadOnlyList<TestNetwork> All { get; } = [.. Draw()];

    /// <summary>The same network as it is without any.</summary>
    public static TestNetwork WithoutHeads(TestNetwork network) =>
        network with { Layers = [.. network.Layers.Where(layer => layer is not Auxiliary)] };

    private static IEnumerable<TestNetwork> Draw()
    {
        LayerBlock vector = new("Linear", new FullyConnected(4));
        LayerBlock image = new("Pooled", new GlobalAveragePool(), new FullyConnected(4));

        // Behind what is fused, in front of what would be.
        yield return First([2, 8, 7], new Conv2D(4, 3), new ReLU(), new Auxiliary(Head), new Conv2D(5, 2), new Tanh());
        yield return First([2, 6, 5], new Conv2D(5, 2), new Auxiliary(image), new ReLU(), new MaxPool2D(2, 2));

        // Several, one of them on the input and one on the scores.
        yield return First([3, 5, 6], new Auxiliary(image, 1.5), new Conv2D(16, 3), new Sigmoid(), new Auxiliary(image), new Auxiliary(Head, 0.25));
        yield return new TestNetwork([9], new FullyConnected(6), new Sigmoid(), new Auxiliary(vector), new FullyConnected(4), new Auxiliary(vector, 2));
        yield return new TestNetwork([7], new FullyConnected(4)) { Loss = new SoftmaxCrossEntropy(0.1), Layers = [new FullyConnected(5), new Auxiliary(vector), new Tanh(), new FullyConnected(4)] };
        yield return new TestNetwork([2, 13], new Conv1D(3, 4), new Tanh(), new Auxiliary(image), new MaxPool1D(2), new Flatten(), new Auxiliary(vector), new FullyConnected(4));

        // In front of branches, whose gradients meet that of the head.
        yield return Second([5, 5, 4], new ReLU(), new Auxiliary(image), new Residual(new LayerBlock("Body", new Conv2D(5, 3, 3, Padding: 1), new Tanh())), new ReLU());
    }
}
