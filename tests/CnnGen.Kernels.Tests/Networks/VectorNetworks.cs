using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Fully connected layers, and the least that a network can be.</summary>
internal static class VectorNetworks
{
    public static IEnumerable<TestNetwork> All => Vectors().Concat(Panels()).Concat(Parts()).Concat(Shapes());

    private static IEnumerable<TestNetwork> Vectors()
    {
        foreach (int size in new[] { 1, 3, 10, 17, 120 })
        {
            yield return new TestNetwork([size], new FullyConnected(3));
            yield return new TestNetwork([5], new FullyConnected(size), new Tanh(), new FullyConnected(4));
            yield return new TestNetwork([size], new FullyConnected(17, Bias: false), new FullyConnected(size));
        }

        yield return new TestNetwork([13], new FullyConnected(11, Bias: false), new ReLU(), new FullyConnected(2, Bias: false));
        yield return new TestNetwork([33], new FullyConnected(31), new FullyConnected(29), new FullyConnected(5));
    }

    // Inputs of whole panels are kept as they are read, where they are the network's, and by whoever reads them first.
    private static IEnumerable<TestNetwork> Panels()
    {
        yield return new TestNetwork([16], new FullyConnected(3));
        yield return new TestNetwork([48], new FullyConnected(32), new ReLU(), new FullyConnected(5));
        yield return new TestNetwork([2, 4, 4], new Flatten(), new FullyConnected(4));
        yield return new TestNetwork([32], new Sigmoid(), new FullyConnected(3));
        yield return new TestNetwork([32], new Residual(new LayerBlock("Dense", new FullyConnected(32), new ReLU())), new FullyConnected(3));
        yield return new TestNetwork(
            [32],
            new Concat(new LayerBlock("A", new FullyConnected(5), new ReLU()), new LayerBlock("B", new FullyConnected(16), new Tanh())),
            new FullyConnected(4));
    }

    // Weights of several stretches of outputs and columns; the last one may be narrower than a tile.
    private static IEnumerable<TestNetwork> Parts()
    {
        yield return new TestNetwork([336], new FullyConnected(18));
        yield return new TestNetwork([340], new FullyConnected(5), new ReLU(), new FullyConnected(3));
        yield return new TestNetwork([650], new FullyConnected(18, Bias: false));
    }

    private static IEnumerable<TestNetwork> Shapes()
    {
        yield return new TestNetwork([2, 9], new Flatten(), new FullyConnected(5));
        yield return new TestNetwork([1, 16], new Tanh(), new Flatten(), new FullyConnected(6), new ReLU(), new FullyConnected(3));
        yield return new TestNetwork([3, 2, 2], new Flatten(), new FullyConnected(4));
        yield return new TestNetwork([1, 1, 1], new Flatten(), new FullyConnected(2));
        yield return new TestNetwork([1, 1, 1], new Conv2D(1, 1), new Flatten(), new FullyConnected(2));
        yield return new TestNetwork([2, 3, 3], new Conv2D(4, 3), new Flatten());
        yield return new TestNetwork([2, 6, 6], new Conv2D(4, 3, 3, Bias: false), new MaxPool2D(4, 4), new Flatten());
    }
}
