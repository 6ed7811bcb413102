using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Convolutions in groups of channels.</summary>
internal static class GroupedNetworks
{
    public static IEnumerable<TestNetwork> All => Groups();

    private static IEnumerable<TestNetwork> Groups()
    {
        // A filter for each channel.
        yield return First([3, 8, 9], new Conv2D(3, 3, 3, Groups: 3));
        yield return Second([17, 6, 6], new Conv2D(17, 3, 3, Padding: 1, Groups: 17), new ReLU(), new MaxPool2D(2, 2));
        yield return Second([20, 9, 7], new Tanh(), new Conv2D(20, 5, 4, Stride: 2, Padding: 2, Groups: 20), new Sigmoid(), new Conv2D(5, 1));
        yield return Second([5, 1, 1], new Conv2D(5, 3, 3, Padding: 1, Bias: false, Groups: 5));
        yield return First([4, 24, 40], new Conv2D(4, 5, 5, Padding: 2, Groups: 4), new MaxPool2D(3, 4), new Conv2D(2, 3));
        yield return Second([16, 7, 14], new ReLU(), new Conv2D(16, 2, 3, Padding: 3, Dilation: 2, Groups: 16), new GELU());

        // One, three or five channels for one, three or five filters.
        yield return First([3, 7, 6], new Conv2D(15, 3, 3, Groups: 3), new ReLU());
        yield return Second([10, 6, 5], new Sigmoid(), new Conv2D(6, 3, 2, Groups: 2));
        yield return Second([15, 7, 6], new Conv2D(9, 3, 3, Padding: 1, Dilation: 2, Groups: 3), new Tanh());
        yield return Second([9, 8, 8], new ReLU(), new Conv2D(15, 2, 3, Stride: 3, Padding: 1, Groups: 3));
        yield return Second([12, 5, 5], new Conv2D(4, 1, 1, Groups: 4));
        yield return Second([7, 6, 6], new Conv2D(35, 3, 3, Padding: 1, Groups: 7), new ReLU(), new MaxPool2D(2, 2), new Conv2D(6, 2));

        // Whole vectors of filters, and not quite; weights that exceed a cache, tiles of 2×2 results.
        yield return Second([6, 6, 6], new Conv2D(32, 3, 3, Padding: 1, Groups: 2), new ReLU(), new MaxPool2D(2, 2));
        yield return Second([8, 4, 9], new Conv2D(48, 3, 3, Bias: false, Groups: 2), new Sigmoid());
        yield return Second([28, 6, 6], new Conv2D(10, 5, 5, Padding: 2, Groups: 2), new LeakyReLU(0.1));
        yield return Second([80, 7, 8], new ReLU(), new Conv2D(96, 3, 3, Padding: 1, Groups: 2), new Tanh());
        yield return Second([72, 6, 6], new Conv2D(72, 3, 3, Bias: false, Groups: 2));

        yield return First([4, 19], new Conv1D(4, 5, Groups: 4));
        yield return SecondSignal([15, 17], new Conv1D(5, 8, Padding: 2, Groups: 5), new ReLU());
        yield return SecondSignal([6, 20], new Conv1D(10, 3, Stride: 3, Padding: 1, Dilation: 2, Bias: false, Groups: 2));
        yield return SecondSignal([18, 21], new Tanh(), new Conv1D(18, 3, Padding: 1, Groups: 18), new ReLU(), new MaxPool1D(3));
    }
}
