using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>Small networks at odd sizes, each there for one layer or one meeting of layers.</summary>
internal static class TestNetworks
{
    public static readonly TestNetwork LeNet5 = new(
        [1, 28, 28],
        new Conv2D(6, 5, 5, Padding: 2), new ReLU(), new MaxPool2D(2, 2),
        new Conv2D(16, 5), new ReLU(), new MaxPool2D(2, 2),
        new Flatten(), new FullyConnected(120), new ReLU(), new FullyConnected(84), new ReLU(), new FullyConnected(10));

    /// <summary>Two layers whose gradients are summed block by block, and one whose gradient is summed sample by sample.</summary>
    public static readonly TestNetwork TwoConvolutions = Second([2, 5, 6], new Conv2D(6, 3, 2));

    /// <summary>The least that has scores.</summary>
    public static readonly TestNetwork LargeScores = new([3], new FullyConnected(3));

    /// <summary>The least that has a score.</summary>
    public static readonly TestNetwork OneScore = new([1], new FullyConnected(1)) { Loss = new BinaryCrossEntropy() };

    /// <summary>Numbers as they are, seven of them.</summary>
    public static readonly TestNetwork SevenNumbers = new([5], new FullyConnected(7)) { Loss = new MeanSquaredError() };

    private static readonly int[][] KernelSizes = [[1, 1], [2, 2], [3, 3], [5, 5], [7, 3], [1, 5], [4, 1]];

    /// <summary>All of them, in the order in which they are listed below, and the random ones; no two are the same.</summary>
    public static IReadOnlyList<TestNetwork> All { get; } =
    [
        .. new[] { LeNet5 }
            .Concat(Convolutions()).Concat(ManyChannels()).Concat(Dilations()).Concat(Signals()).Concat(LocallyConnected()).Concat(Pools()).Concat(Activations()).Concat(Vectors()).Concat(Shapes())
            .Concat(RandomNetworks.Draw(count: 24)).Concat(RandomNetworks.DrawLocal(count: 10)).Concat(Losses()).Concat(Filters()).Concat(GlobalPools()).Concat(PaddedPools()).Concat(Dropouts()).Concat(Norms()).Concat(Padded())
            .Concat(BranchedNetworks.All).Concat(Groups())
            .DistinctBy(network => network.Name),
    ];

    /// <summary>Some of them once more, with some layers frozen: the first, the last, those in the middle, all but the last, all.</summary>
    public static IReadOnlyList<TestNetwork> Frozen { get; } =
    [
        .. new[]
            {
                LeNet5,
                TwoConvolutions,
                Second([3, 6, 7], new Conv2D(5, 3, 3, Padding: 1), new Sigmoid(), new MaxPool2D(3, 3, 2)),
                Second([36, 8, 8], new ReLU(), new Conv2D(40, 3, 3, Padding: 1), new Tanh(), new Conv2D(36, 3)),
                new TestNetwork([2, 30], new Conv1D(5, 4), new ReLU(), new MaxPool1D(2), new Conv1D(6, 3), new Tanh(), new Flatten(), new FullyConnected(4)),
                new TestNetwork([2, 6, 7], new LocallyConnected2D(3, 3, 2), new ReLU(), new LocallyConnected2D(4, 2, 2), new Flatten(), new FullyConnected(4)),
                Second([6, 5, 5], new Conv2D(9, 2, 2, Groups: 3), new Tanh()),
                new TestNetwork([33], new FullyConnected(31), new FullyConnected(29), new Sigmoid(), new FullyConnected(5)),
                new TestNetwork([2, 5, 5], new Conv2D(3, 2), new Flatten(), new FullyConnected(7), new FullyConnected(5, Bias: false)),
            }
            .SelectMany(Freeze)
            .DistinctBy(network => network.Name),
    ];

    /// <summary>The network with a name.</summary>
    public static TestNetwork Named(string name) => All.Concat(Frozen).Concat(NormNetworks.All).Single(network => network.Name == name);

    private static IEnumerable<TestNetwork> Freeze(TestNetwork network)
    {
        int[] learning =
        [
            .. Enumerable.Range(0, network.Layers.Length).Where(index => network.Layers[index].Name.Length > 0),
        ];
        return new[] { learning[..1], learning[^1..], learning[1..^1], learning[..^1], learning }
            .Where(frozen => frozen.Length > 0)
            .Select(frozen => network with { Frozen = frozen });
    }

    private static IEnumerable<TestNetwork> Convolutions()
    {
        foreach (int[] kernel in KernelSizes)
        {
            yield return First([2, 8, 9], new Conv2D(5, kernel[0], kernel[1]));
            yield return Second([3, 9, 7], new Conv2D(5, kernel[0], kernel[1], Padding: 1));
            yield return Second([2, 8, 10], new Conv2D(3, kernel[0], kernel[1], Stride: 2));
            yield return Second([1, 11, 8], new Conv2D(2, kernel[0], kernel[1], Stride: 3, Padding: 2));
        }

        foreach (int filters in new[] { 1, 2, 6, 7, 12, 13, 16, 17, 64 })
        {
            yield return First([3, 5, 9], new Conv2D(filters, 3));
            yield return Second([5, 4, 5], new Conv2D(filters, 3, 3, Padding: 1));
        }

        foreach (int channels in new[] { 1, 2, 3, 5, 7, 13, 16, 17 })
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

        foreach (int width in new[] { 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 })
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

    private static IEnumerable<TestNetwork> LocallyConnected()
    {
        foreach (int[] kernel in KernelSizes)
        {
            yield return First([2, 8, 9], new LocallyConnected2D(5, kernel[0], kernel[1]));
            yield return Second([3, 9, 7], new LocallyConnected2D(4, kernel[0], kernel[1], Padding: 1));
            yield return Second([2, 8, 10], new LocallyConnected2D(3, kernel[0], kernel[1], Stride: 2));
            yield return Second([1, 11, 8], new LocallyConnected2D(2, kernel[0], kernel[1], Stride: 3, Padding: 2));
        }

        foreach (int filters in new[] { 1, 2, 4, 6, 12, 13, 17, 25 })
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

    private static IEnumerable<TestNetwork> Activations()
    {
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh(), new LeakyReLU(0.01), new GELU() })
        {
            yield return First([2, 4, 5], activation);
            yield return new TestNetwork([7], activation, new FullyConnected(3));
            yield return Second([2, 5, 5], activation);
            yield return Second([2, 6, 5], activation, new MaxPool2D(2, 2));
            yield return Second([2, 6, 5], activation, new MaxPool2D(3, 3, 1));
            yield return Second([2, 6, 5], activation, new AveragePool2D(2, 2));
            yield return Second([2, 6, 5], new MaxPool2D(2, 2), activation);
            yield return Second([2, 6, 5], new AveragePool2D(2, 2, 1), activation);
            yield return Second([2, 5, 5], activation, activation);
            yield return Second([2, 4, 4], activation, new Conv2D(3, 2), activation, new Conv2D(4, 2));
            yield return new TestNetwork([9], new FullyConnected(6), activation, new FullyConnected(4));
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

    private static IEnumerable<TestNetwork> Vectors()
    {
        foreach (int size in new[] { 1, 2, 3, 10, 17, 48, 120 })
        {
            yield return new TestNetwork([size], new FullyConnected(3));
            yield return new TestNetwork([5], new FullyConnected(size), new Tanh(), new FullyConnected(4));
            yield return new TestNetwork([size], new FullyConnected(17, Bias: false), new FullyConnected(size));
        }

        yield return new TestNetwork([13], new FullyConnected(11, Bias: false), new ReLU(), new FullyConnected(2, Bias: false));
        yield return new TestNetwork([33], new FullyConnected(31), new FullyConnected(29), new FullyConnected(5));
    }

    private static IEnumerable<TestNetwork> Shapes()
    {
        yield return new TestNetwork([2, 9], new Flatten(), new FullyConnected(5));
        yield return new TestNetwork([1, 16], new Tanh(), new Flatten(), new FullyConnected(6), new ReLU(), new FullyConnected(3));
        yield return new TestNetwork([3, 2, 2], new Flatten(), new FullyConnected(4));
        yield return new TestNetwork([1, 1, 1], new Flatten(), new FullyConnected(2));
        yield return new TestNetwork([1, 1, 1], new Conv2D(1, 1), new Flatten(), new FullyConnected(2));
        yield return new TestNetwork([2, 3, 3], new Conv2D(4, 3), new Flatten());
        yield return new TestNetwork([2, 6, 6], new Conv2D(4, 3, 3, Bias: false), new MaxPool2D(4, 4), new Flatten());
    }

    private static IEnumerable<TestNetwork> Losses()
    {
        yield return OneScore;
        yield return SevenNumbers;
        foreach (Layer activation in new Layer[] { new ReLU(), new Sigmoid(), new Tanh() })
        {
            yield return new TestNetwork([9], new FullyConnected(1), activation) { Loss = new BinaryCrossEntropy() };
            yield return new TestNetwork([1], new FullyConnected(3), activation, new FullyConnected(1)) { Loss = new BinaryCrossEntropy() };
            yield return new TestNetwork([9], new FullyConnected(5), activation) { Loss = new MeanSquaredError() };
            yield return new TestNetwork([2, 4, 5], new Conv2D(3, 2), activation, new Flatten()) { Loss = new MeanSquaredError() };
        }

        foreach (int classes in new[] { 2, 7, 33 })
        {
            yield return new TestNetwork([6], new FullyConnected(classes), new Tanh()) { Loss = new SoftmaxCrossEntropy(0.1) };
            yield return new TestNetwork([2, 4, 5], new Conv2D(classes, 4, 5), new Flatten()) { Loss = new SoftmaxCrossEntropy(0.6) };
        }

        foreach (int outputs in new[] { 1, 2, 17, 48 })
        {
            yield return new TestNetwork([6], new FullyConnected(outputs)) { Loss = new MeanSquaredError() };
        }

        yield return new TestNetwork([1, 1, 1], new Conv2D(1, 1), new Flatten(), new Tanh()) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([2, 3, 3], new Conv2D(1, 3), new Flatten()) { Loss = new BinaryCrossEntropy() };
        yield return new TestNetwork([3, 7, 5], new Conv2D(9, 4, 2), new Flatten()) { Loss = new MeanSquaredError() };
        yield return new TestNetwork([3, 6, 6], new Conv2D(16, 3), new Flatten()) { Loss = new MeanSquaredError() };
        foreach (TestNetwork network in RandomNetworks.Draw(count: 5))
        {
            yield return network with { Loss = new MeanSquaredError() };
            yield return network with { Layers = [.. network.Layers[..^1], new FullyConnected(1)], Loss = new BinaryCrossEntropy() };
        }
    }

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

    // What is the same everywhere a filter of edges takes away: the gradient of a bias would be nothing but rounding errors.
    private static TestNetwork Unbiased(int[] input, params Layer[] layers) =>
        new([2, .. input[1..]], [new Conv2D(input[0], 1, 1, Bias: false), .. layers, new Flatten(), new FullyConnected(4)]);

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

    private static IEnumerable<double> Outer(double[] line) => line.SelectMany(row => line.Select(column => row * column / 256));

    private static TestNetwork SecondSignal(int[] input, params Layer[] layers) =>
        new([2, input[1]], [new Conv1D(input[0], 1), .. layers, new Flatten(), new FullyConnected(4)]);

    private static TestNetwork First(int[] input, params Layer[] layers) =>
        new(input, [.. layers, new Flatten(), new FullyConnected(4)]);

    // Behind another convolution, so that the gradient of the layers' own input counts.
    private static TestNetwork Second(int[] input, params Layer[] layers) =>
        new([2, .. input[1..]], [new Conv2D(input[0], 1), .. layers, new Flatten(), new FullyConnected(4)]);
}
