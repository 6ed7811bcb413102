using CnnGen.Benchmarks.Inference;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Benchmarks.OnnxRuntime;

/// <summary>
/// A network that predicts in ONNX Runtime, in its best form: all optimizations of the graph, a batch of known size, input and
/// output bound once, so that a call is one call of its C interface and copies nothing.
/// </summary>
internal sealed class OnnxRuntimeRun : InferenceRun, IDisposable
{
    private readonly SessionOptions _options;
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _samples;
    private readonly OrtValue _scores;

    public OnnxRuntimeRun(BenchmarkNetwork network, int batchSize)
        : base(network.Layout, batchSize)
    {
        _options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
        };
        _options.AddFreeDimensionOverrideByName("batch", batchSize);
        _session = new InferenceSession(network.ExportOnnx(), _options);
        _samples = OrtValue.CreateTensorValueFromMemory(Samples, [batchSize, .. network.Layout.InputShape.ToArray()]);
        _scores = OrtValue.CreateTensorValueFromMemory(Scores, [batchSize, network.Layout.OutputSize]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("input", _samples);
        _binding.BindOutput("output", _scores);
    }

    public static string Version => OrtEnv.Instance().GetVersionString();

    public void Dispose()
    {
        _binding.Dispose();
        _scores.Dispose();
        _samples.Dispose();
        _session.Dispose();
        _runOptions.Dispose();
        _options.Dispose();
    }

    protected override void Predict() => _session.RunWithBinding(_runOptions, _binding);
}
