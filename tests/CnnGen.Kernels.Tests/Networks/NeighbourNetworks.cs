using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Layers that neither learn nor pool: norms of neighbours, channels of zeros, dropout.</summary>
internal static class NeighbourNetworks
{
    public static IEnumerable<TestNetwork> All => Norms().Concat(Padded()).Concat(Dropouts());

    // With an alpha large enough to count.
    private static IEnumerable<TestNetwork> Norms()
    {
        yield return First([3, 4, 5], new LocalResponseNorm(3, 0.9));
        yield return Second([9, 3, 4], new LocalResponseNorm(5, 2, 0.75, 0.5));
        yield return Second([17, 4, 4], new Tanh(), new LocalResponseNorm(7, 3, 0.5, 2), new Conv2D(8, 3), new LocalResponseNorm(1, 0.7, 1.5));
        yield return Second([2, 5, 5], new ReLU(), new LocalResponseNorm(5, 5, 0.75, 2), new MaxPool2D(3, 3, 2), new Sigmoid());
        yield return new TestNetwork([6], new FullyConnected(5), new LocalResponseNorm(3, 1), new FullyConnected(3)) { Loss = new MeanSquaredError() };
        yield return SecondSignal([4, 11], new LocalResponseNorm(), new LeakyReLU(0.1), new LocalResponseNorm(11, 4));
    }

    private static IEnumerable<TestNetwork> Padded()
    {
        yield return First([3, 4, 5], new PadChannels(2, 1));
        yield return Second([16, 4, 4], new ReLU(), new PadChannels(8, 8), new Conv2D(9, 3), new PadChannels(0, 7), new Tanh());
        yield return SecondSignal([5, 11], new PadChannels(13, 0), new MaxPool1D(2));
        yield return Second(
            [17, 7, 5],
            new ReLU(),
            new Residual(new LayerBlock("Down", new Conv2D(19, 3, 3, 2, 1)), new LayerBlock("Subsampled", new MaxPool2D(1, 1, 2), new PadChannels(1, 1))));
    }

    // What is dropped is drawn at random; where nothing is, the reference knows what comes out.
    private static IEnumerable<TestNetwork> Dropouts()
    {
        var dropout = new Dropout();
        yield return First([2, 4, 5], dropout);
        yield return Second([2, 5, 5], new Tanh(), dropout, new ReLU(), new MaxPool2D(2, 2), dropout);
        yield return Second([16, 4, 4], dropout, new Conv2D(8, 3), new Sigmoid(), dropout);
        yield return new TestNetwork([3, 6, 5], new Conv2D(17, 3), new GlobalAveragePool(), dropout, new FullyConnected(9), new Tanh(), dropout, new FullyConnected(4));
        yield return new TestNetwork([9], new FullyConnected(6), dropout) { Loss = new MeanSquaredError() };
        yield return SecondSignal([3, 11], new ReLU(), dropout, new AveragePool1D(2));
    }
}
