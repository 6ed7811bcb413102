using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.Training;

/// <summary>Measures whole training steps of one network with each optimiser, in turns with the plainest of them.</summary>
internal static class OptimizerBenchmark
{
    /// <summary>Turns, each of which measures Sgd with momentum and then another rule: a slow minute hits both alike.</summary>
    private const int Turns = 31;

    private static readonly (string Name, Func<Optimizer> Create)[] Optimizers =
    [
        ("Sgd with momentum", Momentum),
        ("Sgd with Nesterov's momentum", () => new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true }),
        ("Sgd with momentum, GlobalClipNorm", () => new Sgd(0.01f) { Momentum = 0.9f, GlobalClipNorm = 1e-3f }),
        ("Adam", () => new Adam()),
        ("AdamW", () => new AdamW()),
        ("AdamW, AmsGrad", () => new AdamW { AmsGrad = true }),
        ("RmsProp", () => new RmsProp(0.001f)),
        ("Lion", () => new Lion()),
        ("Muon", () => new Muon()),
    ];

    /// <param name="network">What to train.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="seconds">How long to measure each optimiser.</param>
    public static IEnumerable<OptimizerCost> Run(BenchmarkNetwork network, int batch, int threads, double seconds)
    {
        Dataset data = SyntheticSamples.For(network.Layout);
        TrainingRun plain = network.StartTraining(data, batch, threads, LaneWidth.Widest, Momentum());
        plain.WarmUp();
        foreach ((string name, Func<Optimizer> create) in Optimizers)
        {
            TrainingRun run = network.StartTraining(data, batch, threads, LaneWidth.Widest, create());
            run.WarmUp();
            List<double> times = [];
            List<double> ratios = [];
            for (int turn = 0; turn < Turns; turn++)
            {
                double plainTime = 1e6 * batch / plain.Measure(seconds / Turns);
                times.Add(1e6 * batch / run.Measure(seconds / Turns));
                ratios.Add(times[^1] / plainTime);
            }

            yield return new OptimizerCost(name, Median.Of(times), Median.Of(ratios));
        }
    }

    private static Sgd Momentum() => new(0.01f) { Momentum = 0.9f };
}

/// <summary>What a step costs with an optimiser.</summary>
/// <param name="Name">The optimiser.</param>
/// <param name="Microseconds">The median time of a step.</param>
/// <param name="Ratio">The median over turns of that time over the time with Sgd and momentum in the same turn.</param>
internal sealed record OptimizerCost(string Name, double Microseconds, double Ratio);
