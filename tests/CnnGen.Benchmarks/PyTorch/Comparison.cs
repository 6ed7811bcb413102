using CnnGen.Benchmarks.Inference;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.Training;

namespace CnnGen.Benchmarks.PyTorch;

/// <summary>One network at work here and in PyTorch, turn by turn, so that a slow minute hits both alike.</summary>
internal static class Comparison
{
    private const int Rounds = 5;

    /// <summary>Compares training with sizes of batches on a number of threads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">Sizes of batches.</param>
    /// <param name="threads">The threads of both.</param>
    /// <param name="seconds">How long to measure each side, in all rounds together; each variant of PyTorch counts as a side.</param>
    /// <param name="installation">PyTorch.</param>
    /// <exception cref="PyTorchException">PyTorch's network is another one, or PyTorch failed.</exception>
    public static IEnumerable<Contest> Train(
        BenchmarkNetwork network, IReadOnlyList<int> batches, int threads, double seconds, PyTorchInstallation installation)
    {
        Dataset data = SyntheticSamples.For(network.Layout);
        using var pyTorch = new PyTorchProcess(installation, "train", network.Name, threads, data.Count);
        foreach (int batch in batches)
        {
            TrainingRun run = network.StartTraining(data, batch, threads, LaneWidth.Widest);
            run.WarmUp();
            yield return Compete(network, pyTorch, batch, threads, seconds, run.Measure);
        }
    }

    /// <summary>Compares predictions of sizes of batches on one thread.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">Sizes of batches.</param>
    /// <param name="seconds">How long to measure each side, as above.</param>
    /// <param name="installation">PyTorch.</param>
    /// <exception cref="PyTorchException">PyTorch's network is another one, or PyTorch failed.</exception>
    public static IEnumerable<Contest> Predict(
        BenchmarkNetwork network, IReadOnlyList<int> batches, double seconds, PyTorchInstallation installation)
    {
        using var pyTorch = new PyTorchProcess(installation, "predict", network.Name, threads: 1, batches.Max());
        foreach (int batch in batches)
        {
            InferenceRun run = network.StartInference(batch);
            run.WarmUp();
            yield return Compete(network, pyTorch, batch, threads: 1, seconds, time => 1e6 * batch / Median.Of(run.Measure(time)));
        }
    }

    private static Contest Compete(
        BenchmarkNetwork network, PyTorchProcess pyTorch, int batch, int threads, double seconds, Func<double, double> measure)
    {
        PyTorchAnswer trial = pyTorch.Prepare(batch, seconds / Rounds);
        if (trial.Parameters != network.ParameterCount)
        {
            throw new PyTorchException(
                $"Expected {network.Name} to have {network.ParameterCount} parameters in PyTorch too, but found {trial.Parameters}.");
        }

        double[] ours = new double[Rounds];
        var theirs = new PyTorchAnswer[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            ours[round] = measure(seconds / Rounds);
            theirs[round] = pyTorch.Measure(seconds / Rounds);
        }

        (string variant, double speed) = theirs[0].Speeds.Keys
            .Select(variant => (variant, Median.Of(theirs.Select(answer => answer.Speeds[variant]))))
            .MaxBy(candidate => candidate.Item2);
        return new Contest(batch, threads, Median.Of(ours), speed, variant);
    }
}

/// <summary>Two speeds, in samples per second.</summary>
/// <param name="Batch">Samples of a step or call.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="CnnGen">The median of ours.</param>
/// <param name="PyTorch">The median of PyTorch's best variant.</param>
/// <param name="Variant">Which one that is.</param>
internal sealed record Contest(int Batch, int Threads, double CnnGen, double PyTorch, string Variant);
