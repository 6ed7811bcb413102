using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// A fixed filter on one channel, and the convolution of one filter that it is. In front of each stands a layer that hands
/// on its input and adds a bias to each value, whose gradient is that of the input.
/// </summary>
internal sealed record FilterAsConvolution(int Height, int Width, Filter2D Filter)
{
    public static IReadOnlyList<FilterAsConvolution> All { get; } =
    [
        .. Filter2D.All.Select(named => new FilterAsConvolution(9, 8, named with { Padding = 1 })),
        new(7, 9, new Filter2D(3, 3, [1, 0, -1, 2, 0, -2, 1, 0, -1])),
        new(10, 11, new Filter2D(2, 5, [.. Enumerable.Range(-4, 10).Select(i => i / 4.0)], Stride: 2, Padding: 3)),
        new(9, 9, new Filter2D(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9], Padding: 2, Dilation: 2)),
    ];

    public static IEnumerable<TestNetwork> Networks => All.SelectMany(pair => new[] { pair.Filtered, pair.Convolved });

    public TestNetwork Filtered => Network(Filter);

    public TestNetwork Convolved =>
        Network(new Conv2D(1, Filter.KernelHeight, Filter.KernelWidth, Filter.Stride, Filter.Padding, Bias: false, Filter.Dilation)) with { Frozen = [1] };

    private TestNetwork Network(Layer layer) =>
        new([1, Height, Width], new LocallyConnected2D(1, 1), layer, new Flatten()) { Loss = new MeanSquaredError() };
}
