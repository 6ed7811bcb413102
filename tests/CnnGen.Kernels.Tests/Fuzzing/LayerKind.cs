using CnnGen.Kernels.Tests.Layers;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>The kinds of layers, in all of their options: those that <see cref="LayerDraw"/> knows, and those of <see cref="LayerCases"/>.</summary>
/// <param name="Name">What it is called: mostly as the attribute.</param>
internal readonly record struct LayerKind(string Name)
{
    public static readonly LayerKind Convolution = new(nameof(Convolution));
    public static readonly LayerKind LocallyConnected = new(nameof(LocallyConnected));
    public static readonly LayerKind Filter = new(nameof(Filter));
    public static readonly LayerKind MaxPool = new(nameof(MaxPool));
    public static readonly LayerKind AveragePool = new(nameof(AveragePool));
    public static readonly LayerKind GlobalAveragePool = new(nameof(GlobalAveragePool));
    public static readonly LayerKind Flatten = new(nameof(Flatten));
    public static readonly LayerKind FullyConnected = new(nameof(FullyConnected));
    public static readonly LayerKind ReLU = new(nameof(ReLU));
    public static readonly LayerKind LeakyReLU = new(nameof(LeakyReLU));
    public static readonly LayerKind Sigmoid = new(nameof(Sigmoid));
    public static readonly LayerKind Tanh = new(nameof(Tanh));
    public static readonly LayerKind GELU = new(nameof(GELU));
    public static readonly LayerKind Dropout = new(nameof(Dropout));
    public static readonly LayerKind BatchNorm = new(nameof(BatchNorm));
    public static readonly LayerKind LocalResponseNorm = new(nameof(LocalResponseNorm));
    public static readonly LayerKind PadChannels = new(nameof(PadChannels));
    public static readonly LayerKind Residual = new(nameof(Residual));
    public static readonly LayerKind Concat = new(nameof(Concat));
    public static readonly LayerKind Auxiliary = new(nameof(Auxiliary));
    public static readonly LayerKind Use = new(nameof(Use));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        Convolution, LocallyConnected, Filter, MaxPool, AveragePool, GlobalAveragePool, Flatten, FullyConnected, ReLU,
        LeakyReLU, Sigmoid, Tanh, GELU, Dropout, BatchNorm, LocalResponseNorm, PadChannels, Residual, Concat, Auxiliary,
        Use,
        .. LayerCases.All.Select(cases => new LayerKind(cases.Name)),
    ];

    /// <summary>What the tests have of a kind that <see cref="LayerDraw"/> does not know.</summary>
    public LayerCases? Cases => LayerCases.Of(Name);

    public override string ToString() => Name;
}
