using CnnGen.Kernels.Tests.Layers;
using CnnGen.Kernels.Tests.Reference;
using CnnGen.Testing;
using static CnnGen.Kernels.Tests.Networks.Placement;

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

    /// <summary>Kernels of layers with windows: height and width.</summary>
    public static readonly int[][] KernelSizes = [[1, 1], [2, 2], [3, 3], [5, 5], [7, 3], [1, 5], [4, 1]];

    /// <summary>All of them, and the random ones; no two are the same.</summary>
    public static IReadOnlyList<TestNetwork> All { get; } =
    [
        .. new[] { LeNet5 }
            .Concat(ConvolutionNetworks.All)
            .Concat(GroupedNetworks.All)
            .Concat(SignalNetworks.All)
            .Concat(LocallyConnectedNetworks.All)
            .Concat(PoolNetworks.All)
            .Concat(ActivationNetworks.All)
            .Concat(VectorNetworks.All)
            .Concat(LossNetworks.All)
            .Concat(FilterNetworks.All)
            .Concat(NeighbourNetworks.All)
            .Concat(BranchedNetworks.All)
            .Concat(AuxiliaryNetworks.All)
            .Concat(RandomNetworks.Draw(count: 24))
            .Concat(RandomNetworks.DrawLocal(count: 10))
            .Concat(LargeKernelNetworks.All)
            .Concat(LayerCases.All.SelectMany(cases => cases.Networks))
            .DistinctBy(network => network.Name),
    ];

    /// <summary>
    /// Some of them once more, with some layers frozen: the first, the last, those in the middle, all but the last, all. Unless it is an
    /// extended run, two of these five in turn, and for LeNet-5 all.
    /// </summary>
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
            .Concat(LayerCases.All.SelectMany(cases => cases.ToFreeze))
            .Where(HasLayer)
            .SelectMany(Freeze)
            .DistinctBy(network => network.Name),
    ];

    /// <summary>
    /// Those that are tested with each change: a few that have what all have. Everything is tested in an extended run; where CNNGEN_LAYER is
    /// the name of a layer, all that have it.
    /// </summary>
    public static IReadOnlyList<TestNetwork> Tested => LazyTested.Value;

    private static readonly Lazy<IReadOnlyList<TestNetwork>> LazyTested = new(() =>
        TestedLayer is not null ? [.. All.Where(HasLayer)] : Extended.IsOn ? All : CoveringNetworks.Of(All));

    private static readonly Lazy<Dictionary<string, TestNetwork>> ByName = new(() => All.Concat(Frozen).Concat(NormNetworks.All).ToDictionary(network => network.Name));

    /// <summary>The network with a name.</summary>
    public static TestNetwork Named(string name) => ByName.Value[name];

    private static string? TestedLayer => Environment.GetEnvironmentVariable("CNNGEN_LAYER");

    private static bool HasLayer(TestNetwork network) => TestedLayer is not { } name || network.Inside.Any(layer => layer.GetType().Name == name);

    private static IEnumerable<TestNetwork> Freeze(TestNetwork network, int number)
    {
        int[] learning =
        [
            .. Enumerable.Range(0, network.Layers.Length).Where(index => network.Layers[index].Name.Length > 0),
        ];
        int[][] all = [learning[..1], learning[^1..], learning[1..^1], learning[..^1], learning];
        int[][] some = Extended.IsOn || network == LeNet5 ? all : [all[number % all.Length], all[(number + 2) % all.Length]];
        return some
            .Where(frozen => frozen.Length > 0)
            .Select(frozen => network with { Frozen = frozen });
    }
}
