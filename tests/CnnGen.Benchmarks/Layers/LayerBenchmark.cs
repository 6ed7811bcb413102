using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.Training;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Layers;

/// <summary>Measures each kernel of a network inside of training steps on one thread.</summary>
internal static class LayerBenchmark
{
    private const int Rounds = 5;

    /// <param name="network">The network.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="lanes">The width of vectors.</param>
    /// <param name="seconds">How long to measure, in all rounds together.</param>
    public static LayerResult Run(BenchmarkNetwork network, int batch, LaneWidth lanes, double seconds)
    {
        TimedNetwork timed = TimedNetwork.Compile(network);
        TrainingRun run = timed.StartTraining(SyntheticSamples.For(network.Layout), batch, lanes);
        KernelClock.Reset(timed.Kernels.Count);
        run.WarmUp();

        List<double> peaks = [FmaPeak.Measure()];
        List<double[]> kernels = [];
        List<double> blocks = [];
        for (int round = 0; round < Rounds; round++)
        {
            long stepsBefore = run.Steps;
            KernelClock.Reset(timed.Kernels.Count);
            double samplesPerSecond = run.Measure(seconds / Rounds);
            long steps = run.Steps - stepsBefore;
            double measuredBlocks = steps * MicroBatch.CountFor(batch);
            kernels.Add([.. timed.Kernels.Select((_, kernel) => 1e6 * KernelClock.Seconds(kernel) / measuredBlocks)]);
            blocks.Add(1e6 * ((steps * batch / samplesPerSecond) - KernelClock.OwnSeconds) / measuredBlocks);
            peaks.Add(FmaPeak.Measure());
        }

        LayerCosts costs = LayerCosts.Of(network);
        return new LayerResult(
            Median.Of(peaks),
            Median.Of(blocks),
            [
                .. timed.Kernels.Select((kernel, index) => new KernelTime(
                    kernel, Median.Of(kernels.Select(times => times[index])), costs.BlockMultiplyAdds(kernel))),
            ]);
    }
}

/// <summary>Where the time of a training step goes.</summary>
/// <param name="Peak">The FMA peak of one core in GFLOP/s.</param>
/// <param name="Microseconds">Those of a whole step, divided by its blocks.</param>
/// <param name="Kernels">One for each kernel, in the order of a step.</param>
internal sealed record LayerResult(double Peak, double Microseconds, IReadOnlyList<KernelTime> Kernels)
{
    /// <summary>What is neither of a kernel: reading samples, lanes, reduction and update.</summary>
    public double RestMicroseconds => Microseconds - Kernels.Sum(kernel => kernel.Microseconds);

    /// <summary>Microseconds of a kernel beyond those that its multiply-adds would take at the peak.</summary>
    public double BeyondPeak(KernelTime time) => time.Microseconds - (2e-3 * time.MultiplyAdds / Peak);
}

/// <summary>The time of one kernel for one block.</summary>
/// <param name="Kernel">Which one.</param>
/// <param name="Microseconds">Its time.</param>
/// <param name="MultiplyAdds">Its multiply-adds, taps on padding included; 0 where it multiplies no weights.</param>
internal sealed record KernelTime(Kernel Kernel, double Microseconds, long MultiplyAdds)
{
    public double Gigaflops => 2e-3 * MultiplyAdds / Microseconds;
}
