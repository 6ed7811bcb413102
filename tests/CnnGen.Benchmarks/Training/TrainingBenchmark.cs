using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.Training;

/// <summary>Measures whole training steps of one network, for each size of batch and number of threads.</summary>
internal static class TrainingBenchmark
{
    /// <summary>Rounds, each of which measures every setting with the peak before and after it: a slow minute hits all of them alike.</summary>
    private const int Rounds = 15;

    /// <summary>
    /// How long each round trains before it is measured: until a processor that had nothing to do is back at its speed, and caches
    /// hold this network.
    /// </summary>
    private const double ApproachSeconds = 0.02;

    /// <param name="network">What to train.</param>
    /// <param name="batches">Sizes of batches.</param>
    /// <param name="threads">Numbers of threads.</param>
    /// <param name="lanes">The width of vectors.</param>
    /// <param name="seconds">How long to measure each setting, in all rounds together.</param>
    public static TrainingResult Run(
        BenchmarkNetwork network, IReadOnlyList<int> batches, IReadOnlyList<int> threads, LaneWidth lanes, double seconds)
    {
        Dataset data = SyntheticSamples.For(network.Layout);
        TrainingRun[] runs =
        [
            .. from batch in batches
               from count in threads
               select network.StartTraining(data, batch, count, lanes),
        ];
        foreach (TrainingRun run in runs)
        {
            run.WarmUp();
        }

        List<double> peaks = [FmaPeak.Measure()];
        var speeds = runs.Select(_ => new List<double>()).ToArray();
        var shares = runs.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((int index, TrainingRun run) in runs.Index())
            {
                _ = run.Measure(ApproachSeconds);
                double speed = run.Measure(seconds / Rounds);
                peaks.Add(FmaPeak.Measure());
                speeds[index].Add(speed);
                shares[index].Add(
                    2e-9 * network.Layout.TrainingMultiplyAdds * speed / (run.Threads * (peaks[^1] + peaks[^2]) / 2));
            }
        }

        return new TrainingResult(
            Median.Of(peaks),
            [
                .. runs.Select((run, index) => new TrainingSpeed(
                    run.BatchSize, run.Threads, Median.Of(speeds[index]), Median.Of(shares[index]), (double)run.AllocatedBytes / run.Steps)),
            ]);
    }
}

/// <summary>How fast a network trained.</summary>
/// <param name="Peak">The FMA peak of one core in GFLOP/s.</param>
/// <param name="Speeds">One for each setting.</param>
internal sealed record TrainingResult(double Peak, IReadOnlyList<TrainingSpeed> Speeds);

/// <summary>How fast a network trained with one setting.</summary>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Threads">The most threads.</param>
/// <param name="SamplesPerSecond">The median over rounds.</param>
/// <param name="ShareOfPeak">The median over rounds of the share of the peak around that round.</param>
/// <param name="AllocatedBytesPerStep">The mean over all steps.</param>
internal sealed record TrainingSpeed(int Batch, int Threads, double SamplesPerSecond, double ShareOfPeak, double AllocatedBytesPerStep);
