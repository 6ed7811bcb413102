using CnnGen.Kernels.Tests.Reference;
using static CnnGen.Kernels.Tests.Networks.Placement;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Fixed filters.</summary>
internal static class FilterNetworks
{
    public static IEnumerable<TestNetwork> All => Filters();

    private static IEnumerable<TestNetwork> Filters()
    {
        double[] sobel = [1, 0, -1, 2, 0, -2, 1, 0, -1];
        foreach (Filter2D named in Filter2D.All)
        {
            yield return Second([3, 6, 7], named with { Padding = 1 });
        }

        Filter2D gaussian = Filter2D.All[^1];
        yield return First([2, 7, 6], gaussian, new ReLU(), new MaxPool2D(2, 2));
        yield return Second([9, 8, 8], gaussian with { Stride = 2, Padding = 1 }, new Conv2D(8, 3));
        yield return Second([16, 4, 4], new ReLU(), gaussian with { Padding = 1 }, new Conv2D(8, 3));
        yield return Unbiased([2, 8, 9], new Filter2D(3, 3, sobel));
        yield return Second([2, 9, 10], new Filter2D(3, 3, sobel, Stride: 3, Padding: 2, Dilation: 2));
        yield return Second([1, 11, 12], new Filter2D(3, 3, sobel, Stride: 2, Padding: 5, Dilation: 5));
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh() })
        {
            yield return Second([2, 5, 6], activation, Filter2D.All[3] with { Padding = 1 }, activation, Filter2D.All[1]);
            yield return Second([2, 9, 9], activation, new Filter2D(7, 7, [.. Enumerable.Range(-24, 49).Select(i => i / 64.0)], Padding: 1), activation);
        }

        // Zeros all around reach less far; a lone sign is no product; the first tap of an even kernel is the one on top.
        yield return Second([2, 5, 6], new Filter2D(3, 3, [0, 0, 0, 1, 0, -1, 0, 0, 0], Padding: 1));
        yield return Second([2, 5, 6], new Filter2D(3, 3, [0, 0, 0, 0, 0, 0, 0, 0, 3], Padding: 2));
        yield return Second([2, 5, 6], new Filter2D(1, 1, [-1]));
        yield return Second([2, 5, 6], new Filter2D(1, 1, [1], Stride: 2));
        yield return Second([2, 5, 6], new Filter2D(1, 2, [-1, -1]));
        yield return Second([2, 5, 6], new Filter2D(2, 1, [-1, 1], Padding: 1));
        yield return Second([2, 5, 6], new Filter2D(2, 2, [-0.5, 0.5, 0.5, -0.5], Padding: 1));
        yield return Second([2, 8, 4], new Filter2D(4, 1, [0.1, -0.2, 0.3, 1]));
        yield return Second([2, 5, 9], new Filter2D(1, 5, [0.0625, 0.25, 0.375, 0.25, 0.0625], Padding: 2));
        yield return Second([2, 8, 9], new Filter2D(5, 5, [.. Outer([1, 4, 6, 4, 1])], Padding: 2));
        yield return Second([3, 1, 1], new Filter2D(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9], Padding: 1));
        yield return Second([2, 2, 3], new Filter2D(2, 2, [1, 2, 3, 4], Padding: 2));

        // In several methods: with a product for each tap, with one for many, and with none; at the edges alone; looped over.
        yield return Unbiased([2, 17, 18], new Filter2D(15, 15, [.. Enumerable.Range(-60, 225).Select(i => i / 1024.0)], Padding: 2), new Tanh());
        yield return Unbiased([1, 31, 33], new Filter2D(31, 31, [.. Enumerable.Range(0, 961).Select(i => ((i % 4) - 1) / 32.0)], Padding: 1));
        yield return Second([1, 12, 13], new Filter2D(12, 12, [.. Enumerable.Range(0, 144).Select(i => i % 5 == 0 ? -1.0 : 1.0)]), new ReLU());
        yield return Second([1, 6, 5], new Filter2D(15, 15, [.. Enumerable.Range(0, 225).Select(i => (i % 7) - 3.0)], Padding: 7));
        yield return Unbiased([1, 33, 34], new Filter2D(33, 33, [.. Enumerable.Repeat(1 / 32.0, 33 * 33)], Padding: 1));

        yield return First([2, 19], new Filter1D([0.25, 0.5, 0.25], Padding: 1));
        yield return SecondSignal([3, 17], new Filter1D([-1, 1], Stride: 2), new ReLU());
        yield return SecondSignal([2, 23], new Tanh(), new Filter1D([1, 0, 2, -1, 0.5, 0], Stride: 3, Padding: 4, Dilation: 3));
        yield return new TestNetwork([2, 4, 5], new Conv2D(3, 2), gaussian, new Flatten()) { Loss = new MeanSquaredError() };
    }

    private static IEnumerable<double> Outer(double[] line) => line.SelectMany(row => line.Select(column => row * column / 256));

    // What is the same everywhere a filter of edges takes away: the gradient of a bias would be nothing but rounding errors.
    private static TestNetwork Unbiased(int[] input, params Layer[] layers) =>
        new([2, .. input[1..]], [new Conv2D(input[0], 1, 1, Bias: false), .. layers, new Flatten(), new FullyConnected(4)]);
}
