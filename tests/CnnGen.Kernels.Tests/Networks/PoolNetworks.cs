using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Pools of all kinds.</summary>
internal static class PoolNetworks
{
    public static IEnumerable<TestNetwork> All => Pools().Concat(PaddedPools()).Concat(GlobalPools());

    private static IEnumerable<TestNetwork> Pools()
    {
        int[][] windows = [[1, 1, 2], [2, 2, 0], [3, 3, 2], [2, 2, 3], [1, 2, 0], [3, 1, 0], [2, 2, 1], [4, 3, 0]];
        foreach (int[] window in windows)
        {
            yield return Second([3, 6, 7], new MaxPool2D(window[0], window[1], window[2]));
            yield return Second([3, 6, 7], new AveragePool2D(window[0], window[1], window[2]));
        }

        yield return Second([2, 1, 1], new MaxPool2D(1, 1));
        yield return Second([2, 1, 5], new AveragePool2D(1, 5));
        yield return Second([2, 5, 4], new MaxPool2D(5, 4));
        yield return First([2, 6, 7], new MaxPool2D(2, 2));
        yield return First([2, 6, 7], new AveragePool2D(3, 3, 2));
        yield return Second([2, 9, 9], new MaxPool2D(2, 2), new MaxPool2D(2, 2));
        yield return Second([2, 9, 9], new AveragePool2D(2, 2), new MaxPool2D(3, 3, 1));
        yield return Second([2, 9, 9], new MaxPool2D(3, 3, 1), new AveragePool2D(2, 2), new MaxPool2D(3, 2));
        yield return Second([3, 9, 8], new MaxPool2D(3, 3, 2), new Conv2D(5, 3), new AveragePool2D(2, 1));
    }

    private static IEnumerable<TestNetwork> PaddedPools()
    {
        foreach ((int height, int width, int stride, int padding, bool ceilMode) in new[]
        {
            (3, 3, 2, 1, false), (3, 3, 2, 0, true), (3, 3, 1, 1, false), (2, 2, 0, 1, false), (2, 2, 3, 1, true), (4, 5, 2, 2, true), (2, 7, 1, 1, false), (3, 2, 0, 1, true), (7, 7, 5, 3, true),
        })
        {
            yield return Second([3, 8, 9], new MaxPool2D(height, width, stride, padding, ceilMode));
            yield return Second([3, 8, 9], new Tanh(), new AveragePool2D(height, width, stride, padding, ceilMode));
            yield return Second([2, 7, 10], new AveragePool2D(height, width, stride, padding, ceilMode, CountIncludePad: false), new ReLU());
        }

        yield return First([3, 11, 12], new Conv2D(17, 3), new ReLU(), new MaxPool2D(3, 3, 2, 1), new Conv2D(6, 3));
        yield return Second([2, 5, 5], new Sigmoid(), new MaxPool2D(5, 5, 1, 2));
        yield return Second([2, 1, 1], new MaxPool2D(3, 3, 1, 1));
        yield return Second([2, 2, 3], new AveragePool2D(3, 3, 2, 1));
        yield return SecondSignal([3, 16], new MaxPool1D(3, 2, 1), new AveragePool1D(4, 3, 2, CeilMode: true));
        yield return SecondSignal([2, 25], new ReLU(), new MaxPool1D(2, CeilMode: true), new AveragePool1D(6, 1, 3, CountIncludePad: false));
        yield return First([3, 20], new MaxPool1D(9, 4, 4, CeilMode: true), new Conv1D(5, 3));
    }

    private static IEnumerable<TestNetwork> GlobalPools()
    {
        var pool = new GlobalAveragePool();
        yield return new TestNetwork([5, 3, 7], pool, new FullyConnected(4));
        yield return new TestNetwork([3, 9, 8], new Conv2D(17, 3), new ReLU(), pool, new FullyConnected(4));
        yield return new TestNetwork([2, 4, 4], new Conv2D(16, 1), pool, new Tanh(), new FullyConnected(5));
        yield return new TestNetwork([2, 7, 5], new Conv2D(3, 2), new MaxPool2D(2, 2), new Sigmoid(), pool) { Loss = new MeanSquaredError() };
        yield return new TestNetwork([1, 6, 6], new Conv2D(1, 3, 3, Padding: 1), pool, new Flatten()) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([2, 1, 1], new Conv2D(6, 1), pool);
        yield return new TestNetwork([2, 33], new Conv1D(7, 4), pool, new FullyConnected(3), new ReLU(), new FullyConnected(2));
        foreach (TestNetwork network in RandomNetworks.Draw(count: 4))
        {
            yield return network with { Layers = [.. network.Layers.Select(layer => layer is Flatten ? pool : layer)] };
        }
    }
}
