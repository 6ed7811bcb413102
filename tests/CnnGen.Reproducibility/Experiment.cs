using CnnGen.Benchmarks.Networks;
using CnnGen.Networks;

namespace CnnGen.Reproducibility;

/// <summary>Twenty steps of training one network, and what identifies the weights behind them.</summary>
internal abstract class Experiment(string name, bool isHeavy)
{
    /// <summary>
    /// One for each network of the benchmarks, two for normalisations, over a batch and within each sample, and one for each optimiser.
    /// Batches have several blocks, and the last step of an epoch fewer; the heavy network has the fewest samples for which that is so.
    /// </summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new Experiment<LeNet5>(seed => new LeNet5(seed), batch: 100, samples: 437, epochs: 4),
        new Experiment<VggLike>(seed => new VggLike(seed), batch: 17, samples: 18, epochs: 10, isHeavy: true),
        new Experiment<Cnn1D>(seed => new Cnn1D(seed), batch: 100, samples: 437, epochs: 4),
        new Experiment<Mlp>(seed => new Mlp(seed), batch: 100, samples: 437, epochs: 4),
        new Experiment<Awkward>(seed => new Awkward(seed), batch: 100, samples: 437, epochs: 4),
        new Experiment<Separable>(seed => new Separable(seed), batch: 17, samples: 18, epochs: 10, isHeavy: true),
        new Experiment<Normalized>(seed => new Normalized(seed), batch: 100, samples: 437, epochs: 4),
        new Experiment<NormalizedSamples>(seed => new NormalizedSamples(seed), batch: 100, samples: 437, epochs: 4),
        With("Nesterov", () => new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true, GlobalClipNorm = 0.5f }),
        With("Adam", () => new Adam { AmsGrad = true, WeightDecay = 0.01f, ClipValue = 0.01f }),
        With("AdamW", () => new AdamW(0.002f) { DecaysBiasesAndNorms = false, Groups = [new("conv1") { LearningRateScale = 0.1f }, new("normalizedBranch") { WeightDecayScale = 2f }] }),
        With("RmsProp", () => new RmsProp(0.001f) { Centered = true, Momentum = 0.9f }),
        With("Lion", () => new Lion { WeightDecay = 0.1f }),
        With("Muon", () => new Muon { WeightDecay = 0.1f, GlobalClipNorm = 1f }),
    ];

    /// <summary>That of the network, or of the optimiser where it is there for one.</summary>
    public string Name => name;

    /// <summary>Whether a run takes many seconds.</summary>
    public bool IsHeavy => isHeavy;

    /// <summary>Trains a fresh model.</summary>
    /// <returns>The SHA-256 of its weights.</returns>
    /// <exception cref="InvalidOperationException">Training diverged: what is not a number may have any bits.</exception>
    public abstract string Run(int threads, LaneWidth lanes);

    private static Experiment<Normalized> With(string optimizer, Func<Optimizer> createOptimizer) =>
        new(seed => new Normalized(seed), batch: 100, samples: 437, epochs: 4, optimizer: (optimizer, createOptimizer));
}

/// <inheritdoc/>
internal sealed class Experiment<T>(
    Func<int, T> create, int batch, int samples, int epochs, bool isHeavy = false, (string Name, Func<Optimizer> Create)? optimizer = null)
    : Experiment(optimizer?.Name ?? T.Layout.Name, isHeavy)
    where T : class, INetwork<T>
{
    public override string Run(int threads, LaneWidth lanes)
    {
        T model = create(1);
        var trainer = new Trainer<T>(model, optimizer?.Create() ?? new Sgd(learningRate: 0.01f) { Momentum = 0.9f })
        {
            BatchSize = batch,
            Threads = threads,
            Seed = 1,
            LaneWidth = lanes,
        };
        foreach (EpochReport epoch in trainer.Fit(IntegerSamples.For(T.Layout, samples), epochs: epochs))
        {
            if (!double.IsFinite(epoch.TrainLoss))
            {
                throw new InvalidOperationException($"Expected a finite loss, but {Name} found {epoch.TrainLoss}.");
            }
        }

        return model.Parameters.ComputeHash();
    }
}
