using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Kernels, paddings and strides so large that taps at the borders, or everywhere, are computed at run time.</summary>
internal static class LargeKernelNetworks
{
    public static IEnumerable<TestNetwork> All =>
    [
        First([1, 60], new Conv1D(4, 21, Padding: 10), new MaxPool1D(10)),
        SecondSignal([3, 70], new Conv1D(5, 33, Padding: 16), new Tanh()),
        SecondSignal([2, 60], new Conv1D(13, 31, Stride: 3, Padding: 40, Dilation: 2)),
        SecondSignal([2, 90], new ReLU(), new Conv1D(4, 29, Stride: 4, Padding: 30, Dilation: 2), new ReLU()),
        SecondSignal([4, 40], new Conv1D(6, 29, Padding: 14, Groups: 2)),
        SecondSignal([3, 6], new Conv1D(3, 61, Padding: 30)),
        First([1, 40], new Conv1D(2, 1023, Padding: 511)),

        // Gaps between what a window reads.
        SecondSignal([2, 150], new Conv1D(3, 2, Stride: 20)),
        SecondSignal([2, 200], new Tanh(), new Conv1D(3, 5, Stride: 30)),
        SecondSignal([2, 120], new Conv1D(14, 40, Stride: 26, Padding: 3, Dilation: 2)),
        Second([2, 60, 58], new Conv2D(3, 3, 3, Stride: 26)),
        Second([2, 31, 57], new Conv2D(3, 1, 3, Stride: 28, Padding: 2)),

        // Rows, columns, and both.
        Second([2, 9, 30], new Conv2D(3, 3, 27, Padding: 13)),
        Second([2, 40, 7], new Sigmoid(), new Conv2D(5, 35, 3, Padding: 17)),
        Second([3, 20, 21], new Conv2D(4, 27, 29, Padding: 14), new ReLU()),
        Second([2, 24, 19], new ReLU(), new Conv2D(13, 27, 27, Stride: 2, Padding: 16)),
        Second([4, 12, 13], new Conv2D(6, 15, 15, Padding: 14, Dilation: 2, Groups: 2)),
    ];
}
