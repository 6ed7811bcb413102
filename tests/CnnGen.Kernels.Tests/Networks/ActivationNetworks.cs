using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Activations, by themselves and beside all that they can be fused with.</summary>
internal static class ActivationNetworks
{
    public static IEnumerable<TestNetwork> All => Activations();

    private static IEnumerable<TestNetwork> Activations()
    {
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh(), new LeakyReLU(0.01), new GELU() })
        {
            yield return First([2, 4, 5], activation);
            yield return Second([2, 6, 5], activation, new MaxPool2D(2, 2));
            yield return Second([2, 6, 5], new AveragePool2D(2, 2, 1), activation);
            yield return Second([2, 5, 5], activation, activation);
            yield return Second([2, 4, 4], activation, new Conv2D(3, 2), activation, new Conv2D(4, 2));
            yield return new TestNetwork([9], new FullyConnected(6), activation, new FullyConnected(4));
        }

        // A kink, and a curve: where they stand makes no difference among those.
        foreach (Layer activation in new Layer[] { new ReLU(), new Tanh() })
        {
            yield return new TestNetwork([7], activation, new FullyConnected(3));
            yield return Second([2, 5, 5], activation);
            yield return Second([2, 6, 5], activation, new MaxPool2D(3, 3, 1));
            yield return Second([2, 6, 5], activation, new AveragePool2D(2, 2));
            yield return Second([2, 6, 5], new MaxPool2D(2, 2), activation);
            yield return new TestNetwork([9], new FullyConnected(4), activation);
            yield return new TestNetwork([2, 4, 3], new Conv2D(5, 2), new Flatten(), activation, new FullyConnected(4));
        }

        yield return Second([2, 5, 5], new Tanh(), new ReLU(), new Sigmoid());
        yield return Second([2, 5, 5], new GELU(), new LeakyReLU(1.5), new MaxPool2D(2, 2));
        yield return Second([36, 8, 8], new LeakyReLU(0.2), new Conv2D(40, 3, 3, Padding: 1), new LeakyReLU(0.1), new Conv2D(36, 3), new GELU());
        yield return First([2, 6, 5], new LocallyConnected2D(4, 2), new LeakyReLU(0.3), new LocallyConnected2D(3, 2), new GELU(), new LocallyConnected2D(2, 2));
        yield return Second([2, 5, 6], new LeakyReLU(0), Filter2D.All[3] with { Padding = 1 }, new LeakyReLU(0.01), Filter2D.All[1]);
        yield return new TestNetwork([9], new FullyConnected(1), new LeakyReLU(0.1)) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([9], new FullyConnected(5), new LeakyReLU(0.1)) { Loss = new MeanSquaredError() };
    }
}
