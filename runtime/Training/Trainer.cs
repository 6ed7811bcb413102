using System.Diagnostics;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;
using CnnGen.Training;

namespace CnnGen;

/// <summary>
/// Trains a network by stochastic gradient descent. The same declaration, seeds, data and settings give the same
/// weights, to the bit, with any <see cref="Threads"/> and any <see cref="LaneWidth"/>.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="model">The network, which is trained in place.</param>
/// <param name="optimizer">The rule by which weights follow the gradient.</param>
public sealed class Trainer<T>(T model, Sgd optimizer)
    where T : class, INetwork<T>
{
    private readonly T _model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly Sgd _optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
    private SeededRandom? _random;
    private TrainingStep<T>? _step;

    /// <summary>The samples of a step, at least 1; the last step of an epoch takes those that are left. 64 unless set.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The most threads to use, at least 1; the machine's processors unless set. It changes speed, never a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Decides the order in which epochs take the samples.</summary>
    public int Seed { get; init; }

    /// <summary>The width of vectors; the widest of the machine unless set. It changes speed, never a result.</summary>
    public LaneWidth LaneWidth { get; init; }

    /// <summary>Told, at most ten times a second and at the end of each epoch, how far training has come.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Told once, before the first step, that training is far slower than it could be: that the network was compiled
    /// without optimization. The standard error stream unless set; <see langword="null"/> for silence.
    /// </summary>
    public TextWriter? Warnings { get; init; } = Console.Error;

    /// <summary>
    /// Trains epoch after epoch while the result is enumerated; leave the loop to stop early. A second call goes on
    /// where the first one ended, with the momentum and the random order that it left: two calls of two epochs are one
    /// call of four.
    /// </summary>
    /// <param name="train">The samples to learn from. Each epoch takes every one once, in random order.</param>
    /// <param name="test">Samples on which the network is evaluated after each epoch.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="cancellation">Ends training between two steps.</param>
    /// <returns>One report an epoch, when it is done.</returns>
    /// <exception cref="ArgumentException">A dataset does not fit the network, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: training was cancelled.</exception>
    /// <exception cref="InvalidDataException">While enumerating: a label is not a class of the network.</exception>
    public IEnumerable<EpochReport> Fit(
        Dataset train, Dataset? test = null, int epochs = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        train.ThrowIfUnfitFor(T.Plan, nameof(train));
        test?.ThrowIfUnfitFor(T.Plan, nameof(test));
        if (_step is null && UnoptimizedNetwork.Describe(typeof(T)) is { } warning)
        {
            Warnings?.WriteLine(warning);
        }

        _random ??= new SeededRandom(Seed);
        _step ??= new TrainingStep<T>(_model, BatchSize, Threads, LaneWidth);
        return TrainEpochs(_step, _random, train, test, epochs, cancellation);
    }

    private IEnumerable<EpochReport> TrainEpochs(
        TrainingStep<T> step, SeededRandom random, Dataset train, Dataset? test, int epochs, CancellationToken cancellation)
    {
        int[] order = new int[train.Count];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            random.Shuffle(order);
            var clock = Stopwatch.StartNew();
            BatchResult result = TrainEpoch(step, train, order, new EpochProgress(Progress, epoch, epochs, order.Length), cancellation);
            TimeSpan time = clock.Elapsed;
            Evaluation? evaluation = test is null ? null : _model.Evaluate(test, Threads, LaneWidth, cancellation);
            double accuracy = T.Plan.IsRegression ? double.NaN : (double)result.Correct / order.Length;
            yield return new EpochReport(
                epoch, epochs, result.Loss, accuracy, evaluation, time, order.Length / time.TotalSeconds);
        }
    }

    private BatchResult TrainEpoch(
        TrainingStep<T> step, Dataset train, ReadOnlySpan<int> order, EpochProgress progress, CancellationToken cancellation)
    {
        double loss = 0;
        int correct = 0;
        for (int first = 0; first < order.Length; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BatchSize, order.Length - first);
            BatchResult batch = step.ComputeGradient(train, order.Slice(first, count));
            step.Update(_optimizer);
            loss += batch.Loss * count;
            correct += batch.Correct;
            progress.Report(first + count, loss);
        }

        return new BatchResult(loss / order.Length, correct);
    }
}
