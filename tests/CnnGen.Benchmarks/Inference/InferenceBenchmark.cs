using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.Inference;

/// <summary>Measures predictions of one network on one thread, of single samples and of batches.</summary>
internal static class InferenceBenchmark
{
    /// <summary>Rounds, each of which measures every size of batch with the peak before and after it.</summary>
    private const int Rounds = 15;

    /// <param name="network">What predicts.</param>
    /// <param name="batches">Sizes of batches.</param>
    /// <param name="seconds">How long to measure each size, in all rounds together.</param>
    public static InferenceResult Run(BenchmarkNetwork network, IReadOnlyList<int> batches, double seconds)
    {
        InferenceRun[] runs = [.. batches.Select(network.StartInference)];
        foreach (InferenceRun run in runs)
        {
            run.WarmUp();
        }

        List<double> peaks = [FmaPeak.Measure()];
        var latencies = runs.Select(_ => new List<double>()).ToArray();
        var shares = runs.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((int index, InferenceRun run) in runs.Index())
            {
                List<double> measured = run.Measure(seconds / Rounds);
                peaks.Add(FmaPeak.Measure());
                latencies[index].AddRange(measured);
                double gigaflops = 2e-3 * network.Layout.ForwardMultiplyAdds * batches[index] / Median.Of(measured);
                shares[index].Add(gigaflops / ((peaks[^1] + peaks[^2]) / 2));
            }
        }

        return new InferenceResult(
            Median.Of(peaks),
            [.. batches.Select((batch, index) => new InferenceSpeed(batch, Median.Of(latencies[index]), Percentile99(latencies[index]), Median.Of(shares[index])))]);
    }

    private static double Percentile99(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(0.99 * values.Count) - 1);
}

/// <summary>How fast a network predicted.</summary>
/// <param name="Peak">The FMA peak of one core in GFLOP/s.</param>
/// <param name="Speeds">One for each size of batch.</param>
internal sealed record InferenceResult(double Peak, IReadOnlyList<InferenceSpeed> Speeds);

/// <summary>How fast a network predicted batches of one size.</summary>
/// <param name="Batch">Samples of a call.</param>
/// <param name="Latency">The median time of a call, in microseconds.</param>
/// <param name="Latency99">The time in which 99 of 100 calls returned, in microseconds.</param>
/// <param name="ShareOfPeak">The median over rounds of the share of the peak around that round.</param>
internal sealed record InferenceSpeed(int Batch, double Latency, double Latency99, double ShareOfPeak);
