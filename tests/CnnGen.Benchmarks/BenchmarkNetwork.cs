using CnnGen.Benchmarks.Inference;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Training;
using CnnGen.Networks;
using CnnGen.Onnx;
using Zoo;

namespace CnnGen.Benchmarks;

/// <summary>One of the networks that are measured.</summary>
/// <param name="description">Its table of layers.</param>
/// <param name="layout">Its sizes.</param>
internal abstract class BenchmarkNetwork(string description, NetworkLayout layout)
{
    /// <summary>Those that are measured unless others are named.</summary>
    public static IReadOnlyList<BenchmarkNetwork> Default { get; } =
    [
        new BenchmarkNetwork<LeNet5>(LeNet5.Description, seed => new LeNet5(seed)),
        new BenchmarkNetwork<VggLike>(VggLike.Description, seed => new VggLike(seed)),
        new BenchmarkNetwork<Cnn1D>(Cnn1D.Description, seed => new Cnn1D(seed)),
        new BenchmarkNetwork<Mlp>(Mlp.Description, seed => new Mlp(seed)),
        new BenchmarkNetwork<Awkward>(Awkward.Description, seed => new Awkward(seed)),
        new BenchmarkNetwork<VggLikeNorm>(VggLikeNorm.Description, seed => new VggLikeNorm(seed)),
        new BenchmarkNetwork<ResNet20Projected>(ResNet20Projected.Description, seed => new ResNet20Projected(seed)),
    ];

    /// <summary>All of them, with two that are too slow to be measured each time, and one for convolutions in groups.</summary>
    public static IReadOnlyList<BenchmarkNetwork> All { get; } =
    [
        .. Default,
        new BenchmarkNetwork<ResNet18>(ResNet18.Description, seed => new ResNet18(seed)),
        new BenchmarkNetwork<VggLike64>(VggLike64.Description, seed => new VggLike64(seed)),
        new BenchmarkNetwork<Separable>(Separable.Description, seed => new Separable(seed)),
    ];

    public string Name => Layout.Name;

    public string Description => description;

    public NetworkLayout Layout => layout;

    /// <summary>Weights and biases, without the padding between them.</summary>
    public int ParameterCount => Layout.Parameters.Where(parameter => !parameter.IsBuffer).Sum(parameter => parameter.Length);

    public static BenchmarkNetwork Named(string name) => All.Single(network => network.Name == name);

    /// <summary>Makes a fresh model that is trained step by step, by Sgd with momentum unless another rule is given.</summary>
    public abstract TrainingRun StartTraining(Dataset data, int batchSize, int threads, LaneWidth lanes, Optimizer? optimizer = null);

    /// <summary>Makes a fresh model that predicts batches of one size, over and over again.</summary>
    public abstract InferenceRun StartInference(int batchSize);

    /// <summary>The same model as an ONNX file.</summary>
    public abstract byte[] ExportOnnx();
}

/// <inheritdoc/>
internal sealed class BenchmarkNetwork<T>(string description, Func<int, T> create) : BenchmarkNetwork(description, T.Layout)
    where T : class, INetwork<T>
{
    public override TrainingRun StartTraining(Dataset data, int batchSize, int threads, LaneWidth lanes, Optimizer? optimizer = null) =>
        new TrainingRun<T>(create(1), data, batchSize, threads, lanes, optimizer);

    public override InferenceRun StartInference(int batchSize) => new InferenceRun<T>(create(1), batchSize);

    public override byte[] ExportOnnx()
    {
        using MemoryStream onnx = new();
        create(1).ExportOnnx(onnx);
        return onnx.ToArray();
    }
}
