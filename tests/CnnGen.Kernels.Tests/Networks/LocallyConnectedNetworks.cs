using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Layers with weights of their own at each position.</summary>
internal static class LocallyConnectedNetworks
{
    public static IEnumerable<TestNetwork> All => LocallyConnected();

    private static IEnumerable<TestNetwork> LocallyConnected()
    {
        foreach (int[] kernel in TestNetworks.KernelSizes)
        {
            yield return First([2, 8, 9], new LocallyConnected2D(5, kernel[0], kernel[1]));
            yield return Second([3, 9, 7], new LocallyConnected2D(4, kernel[0], kernel[1], Padding: 1));
            yield return Second([1, 11, 8], new LocallyConnected2D(2, kernel[0], kernel[1], Stride: 3, Padding: 2));
        }

        foreach (int filters in new[] { 1, 4, 6, 13, 17, 25 })
        {
            yield return Second([3, 4, 5], new LocallyConnected2D(filters, 3, 3, Padding: 1), new ReLU());
        }

        foreach (int dilation in new[] { 2, 5 })
        {
            yield return Second([2, 9, 13], new LocallyConnected2D(4, 3, 3, Stride: 2, Padding: 3, Dilation: dilation));
            yield return Second([2, 13, 12], new LocallyConnected2D(3, 2, 3, Stride: 3, Padding: 1, Dilation: dilation));
        }

        yield return Second([17, 5, 6], new LocallyConnected2D(9, 3, 3, Bias: false), new ReLU(), new MaxPool2D(2, 2));
        yield return First([1, 12, 13], new LocallyConnected2D(1, 11));
        yield return Second([1, 11, 11], new LocallyConnected2D(3, 11, 11, Padding: 3));
        yield return Second([2, 1, 1], new LocallyConnected2D(5, 1));
        yield return Second([3, 1, 1], new LocallyConnected2D(4, 3, 3, Padding: 1));
        yield return Second([1, 1, 1], new LocallyConnected2D(2, 3, 3, Padding: 4, Dilation: 4));
        yield return Second([2, 6, 6], new LocallyConnected2D(3, 1, 1, Padding: 2, Dilation: int.MaxValue));
        yield return Second([2, 2, 3], new LocallyConnected2D(3, 2, 2, Padding: 2));
        yield return First([3, 6, 6], new LocallyConnected2D(2, 1, 1, Stride: 3, Bias: false));
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh() })
        {
            yield return Second([8, 4, 4], activation, new LocallyConnected2D(10, 3, 3, Padding: 1), activation, new LocallyConnected2D(3, 2));
            yield return First([2, 6, 5], new LocallyConnected2D(4, 2), activation, new AveragePool2D(2, 2), new LocallyConnected2D(2, 2));
        }

        yield return new TestNetwork([2, 4, 3], new LocallyConnected2D(5, 2), new Flatten(), new Tanh(), new FullyConnected(4));
        yield return new TestNetwork([2, 5, 4], new LocallyConnected2D(3, 2), new MaxPool2D(2, 2), new Conv2D(4, 1), new Flatten());
        foreach (int kernel in new[] { 1, 5, 8 })
        {
            yield return First([2, 19], new LocallyConnected1D(5, kernel));
            yield return SecondSignal([3, 17], new LocallyConnected1D(7, kernel, Padding: 2));
            yield return SecondSignal([2, 20], new LocallyConnected1D(3, kernel, Stride: 3, Padding: 1));
            yield return SecondSignal([1, 23], new LocallyConnected1D(4, kernel, Stride: 2, Padding: 3, Dilation: 3));
        }

        yield return First([1, 64], new LocallyConnected1D(1, 3, Padding: 1, Bias: false), new Tanh(), new MaxPool1D(2), new LocallyConnected1D(4, 5));
    }
}
