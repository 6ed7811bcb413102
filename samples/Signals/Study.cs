using System.Diagnostics;
using CnnGen;
using CnnGen.Networks;

namespace Signals;

/// <summary>A set of signals, the network for it, and how that learns.</summary>
/// <param name="Name">What the set is called.</param>
internal abstract record Study(string Name)
{
    /// <summary>Compares the network with the nearest neighbour.</summary>
    /// <param name="seed">Seed of the first weights and of the order of the signals.</param>
    /// <param name="progress">Told how training comes along.</param>
    /// <param name="cancellation">Ends it.</param>
    public abstract Outcome Run(int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation);
}

/// <inheritdoc cref="Study"/>
/// <param name="Name">What the set is called.</param>
/// <param name="Set">Its signals.</param>
/// <param name="Create">Makes a network from a seed.</param>
/// <param name="Epochs">Passes over the training signals.</param>
/// <param name="Shift">Training signals are shown shifted, too, by up to so many points: they are few.</param>
internal sealed record Study<T>(string Name, SignalSet Set, Func<int, T> Create, int Epochs, int Shift = 0) : Study(Name)
    where T : class, INetwork<T>
{
    private const float LearningRate = 0.01f;

    public override Outcome Run(int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        double nearest = NearestNeighbour.Accuracy(Set.Train, Set.Test, cancellation);
        var clock = Stopwatch.StartNew();
        T model = Create(seed);
        Sgd optimizer = new(LearningRate) { Momentum = 0.9f, WeightDecay = 0.0005f };
        Trainer<T> trainer = new(model, optimizer) { BatchSize = 16, Seed = seed, Progress = progress };
        Dataset train = Set.Train.WithShifts(Shift).ToDataset();
        foreach (EpochReport epoch in trainer.Epochs(train, epochs: Epochs, cancellation: cancellation))
        {
            // Half a cosine, from the whole rate to almost none.
            optimizer.LearningRate = LearningRate * (1 + MathF.Cos(MathF.PI * epoch.Epoch / (Epochs + 1))) / 2;
        }

        TimeSpan time = clock.Elapsed;
        Evaluation evaluation = model.Evaluate(Set.Test.ToDataset(), cancellation: cancellation);
        return new Outcome(
            Name, Set.Train.Count, Set.Test.Count, T.Layout.InputShape, T.Layout.Parameters.Sum(parameter => parameter.Length),
            nearest, evaluation.Accuracy, time);
    }
}
