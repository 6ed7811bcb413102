using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Convolutions in two dimensions.</summary>
internal static class ConvolutionNetworks
{
    public static IEnumerable<TestNetwork> All => Convolutions().Concat(ManyChannels()).Concat(Dilations());

    private static IEnumerable<TestNetwork> Convolutions()
    {
        foreach (int[] kernel in TestNetworks.KernelSizes)
        {
            yield return First([2, 8, 9], new Conv2D(5, kernel[0], kernel[1]));
            yield return Second([3, 9, 7], new Conv2D(5, kernel[0], kernel[1], Padding: 1));
            yield return Second([1, 11, 8], new Conv2D(2, kernel[0], kernel[1], Stride: 3, Padding: 2));
        }

        foreach (int filters in new[] { 1, 2, 6, 7, 12, 13, 16, 17, 64 })
        {
            yield return filters % 2 == 0 ? First([3, 5, 9], new Conv2D(filters, 3)) : Second([5, 4, 5], new Conv2D(filters, 3, 3, Padding: 1));
        }

        foreach (int channels in new[] { 1, 3, 7, 13, 17 })
        {
            yield return Second([channels, 5, 6], new Conv2D(6, 3, 2));
        }

        for (int padding = 0; padding <= 3; padding++)
        {
            for (int stride = 1; stride <= 3; stride++)
            {
                yield return Second([2, 7, 6], new Conv2D(4, 4, 4, stride, padding));
            }
        }

        foreach (int width in new[] { 3, 4, 5, 7, 8, 9, 11, 13, 14 })
        {
            yield return Second([2, 3, width], new Conv2D(6, 3, 3, Padding: 1));
        }

        yield return Second([8, 6, 37], new Conv2D(8, 3, 3, Padding: 1));
        yield return First([3, 16, 16], new Conv2D(32, 5, 5, Padding: 2), new ReLU(), new MaxPool2D(2, 2));
        yield return First([3, 17, 17], new Conv2D(12, 7, 7, Stride: 2, Padding: 3));
        yield return First([1, 12, 13], new Conv2D(2, 11));
        yield return Second([1, 11, 11], new Conv2D(3, 11, 11, Padding: 3));
        yield return Second([2, 1, 1], new Conv2D(5, 1));
        yield return Second([3, 1, 1], new Conv2D(4, 3, 3, Padding: 1));
        yield return Second([2, 1, 9], new Conv2D(6, 1, 3));
        yield return Second([2, 1, 9], new Conv2D(6, 3, 3, Padding: 1));
        yield return Second([2, 9, 1], new Conv2D(6, 3, 1));
        yield return Second([2, 2, 3], new Conv2D(3, 2, 2, Padding: 2));
        yield return Second([3, 6, 6], new Conv2D(6, 3, 3, Padding: 1, Bias: false));
        yield return First([3, 6, 6], new Conv2D(2, 1, 1, Stride: 3, Bias: false));
    }

    // Enough channels and positions for tiles of 2×2 results, four tiles at a time.
    private static IEnumerable<TestNetwork> ManyChannels()
    {
        yield return Second([48, 7, 10], new Conv2D(50, 3));
        yield return Second([40, 8, 8], new Conv2D(44, 3, 3, Padding: 1), new ReLU(), new MaxPool2D(2, 2));
        yield return Second([65, 4, 4], new Conv2D(66, 3, 3, Padding: 1), new Tanh());
        yield return First([36, 10, 10], new Conv2D(36, 3, 3, Bias: false), new Sigmoid());
        yield return Second([36, 8, 8], new ReLU(), new Conv2D(40, 3, 3, Padding: 1), new Tanh(), new Conv2D(36, 3));
        yield return First([64, 8, 6], new Conv2D(96, 3, 3, Padding: 1, Groups: 2), new ReLU(), new MaxPool2D(2, 2));
    }

    private static IEnumerable<TestNetwork> Dilations()
    {
        foreach (int dilation in new[] { 2, 5 })
        {
            yield return Second([3, 12, 11], new Conv2D(5, 3, 2, Dilation: dilation));
            yield return Second([2, 9, 13], new Conv2D(4, 3, 3, Stride: 2, Padding: 3, Dilation: dilation));
            yield return Second([2, 13, 12], new Conv2D(3, 2, 3, Stride: 3, Padding: 1, Dilation: dilation));
        }

        yield return First([3, 9, 8], new Conv2D(6, 3, 3, Padding: 2, Dilation: 2), new ReLU(), new MaxPool2D(2, 2));
        yield return First([2, 7, 7], new Conv2D(4, 7, 1, Padding: 12, Dilation: 5, Bias: false));
        yield return Second([40, 8, 9], new Conv2D(44, 3, 3, Padding: 2, Dilation: 2));
        yield return Second([1, 1, 1], new Conv2D(2, 3, 3, Padding: 4, Dilation: 4));
        yield return Second([2, 6, 6], new Conv2D(3, 1, 1, Dilation: 9));
        yield return First([3, 24, 40], new Conv2D(5, 3, 3, Padding: 4, Dilation: 4));
    }
}
