using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Layers of signals.</summary>
internal static class SignalNetworks
{
    public static IEnumerable<TestNetwork> All => Signals();

    private static IEnumerable<TestNetwork> Signals()
    {
        foreach (int kernel in new[] { 1, 5, 8 })
        {
            yield return First([2, 19], new Conv1D(5, kernel));
            yield return SecondSignal([3, 17], new Conv1D(7, kernel, Padding: 2));
            yield return SecondSignal([2, 20], new Conv1D(3, kernel, Stride: 3, Padding: 1));
            yield return SecondSignal([1, 23], new Conv1D(4, kernel, Stride: 2, Padding: 3, Dilation: 3));
        }

        foreach ((int size, int stride) in new[] { (1, 2), (3, 1), (3, 2), (2, 5) })
        {
            yield return SecondSignal([3, 11], new MaxPool1D(size, stride));
            yield return SecondSignal([3, 11], new AveragePool1D(size, stride));
        }

        yield return First([1, 64], new Conv1D(16, 5), new ReLU(), new MaxPool1D(2), new Conv1D(32, 5), new ReLU(), new MaxPool1D(2));
        yield return First([2, 1], new Conv1D(3, 1), new Tanh(), new Conv1D(2, 3, Padding: 1));
        yield return SecondSignal([17, 6], new Conv1D(13, 3, Bias: false), new Sigmoid(), new AveragePool1D(2));
        yield return First([4, 30], new MaxPool1D(3), new Conv1D(6, 4), new AveragePool1D(3, 1));
    }
}
