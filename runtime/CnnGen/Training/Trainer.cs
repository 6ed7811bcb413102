using System.Globalization;
using CnnGen.Data;
using CnnGen.Execution;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Training;
using CnnGen.Training.Monitoring;

namespace CnnGen;

/// <summary>
/// Trains a network, batch after batch. The same declaration, seeds, data and settings give the same
/// weights, to the bit, with any <see cref="Threads"/> and any <see cref="LaneWidth"/>.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="model">The network, which is trained in place.</param>
/// <param name="optimizer">The rule by which weights follow the gradient.</param>
public sealed class Trainer<T>(T model, Optimizer optimizer)
    where T : class, INetwork<T>
{
    private const int DefaultBatchSize = 64;

    private readonly int? _batchSize;
    private readonly T _model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly Optimizer _optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
    private SeededRandom? _random;
    private TrainingStep<T>? _step;
    private Checkpointing<T>? _checkpointing;
    private ExplosionWatch? _explosion;
    private BestWeights<T>? _best;
    private int _calls;

    /// <summary>
    /// The samples of a step, from 1 to those of the dataset; the last step of an epoch takes those that are left. Unless set
    /// 64, and with fewer samples all of them.
    /// </summary>
    public int BatchSize { get => _batchSize ?? DefaultBatchSize; init => _batchSize = value; }

    /// <summary>The most threads to use, at least 1; the machine's processors unless set. It changes speed, never a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Decides the order in which epochs take the samples, what dropout drops, and what <see cref="Augmentation"/> draws.</summary>
    public int Seed { get; init; }

    /// <summary>The width of vectors; the widest of the machine unless set. It changes speed, never a result.</summary>
    public LaneWidth LaneWidth { get; init; }

    /// <summary>How images are varied in training: another crop and side of each in each epoch; not at all unless set.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>
    /// What <see cref="Optimizer.LearningRate"/> is multiplied by in each step, over the epochs of a call of <c>Fit</c>; it stays as it is
    /// unless set.
    /// </summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Watches a metric, to keep the best weights, lower the learning rate on a plateau, and stop early; none unless set.</summary>
    public TrainingMonitor? Monitor { get; init; }

    /// <summary>Told, at most ten times a second and at the end of each epoch, how far training has come.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Told once, before the first step, that training is far slower than it could be: that the network was compiled
    /// without optimization; and once that training has exploded: that the mean loss of a step is a hundred times both that of the
    /// first step and that of guessing. The standard error stream unless set; <see langword="null"/> for silence.
    /// </summary>
    public TextWriter? Warnings { get; init; } = Console.Error;

    /// <summary>
    /// A file that keeps training, so that a program that was killed, run once more, goes on where it was; none unless set.
    /// </summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>
    /// Whether training goes on when a loss or a weight is infinite or not a number; <see langword="false"/> unless set.
    /// From there on no checkpoint is saved.
    /// </summary>
    public bool AllowDivergence { get; init; }

    /// <summary>
    /// Trains for some epochs. A second call goes on where the first one ended, with the momentum and the random order that it left:
    /// two calls of two epochs are one call of four; with a <see cref="Schedule"/>, which runs over the epochs of a call, they are not.
    /// </summary>
    /// <remarks>
    /// With a <see cref="Checkpoint"/> the first call of a trainer goes on from the file, if there is one. The report of the epoch in
    /// which it was saved comes whole, those of earlier epochs do not come again; a run that was already through gives its last
    /// report. Calls that were through are skipped, and more epochs than before go on after them. The learning rate with which
    /// each call begins, batch size, seed, the optimiser and its settings, augmentation, schedule and the number of training samples must be those
    /// of the file, and with a schedule the epochs; a learning rate that a loop over <see cref="Epochs"/> has set since is taken up. That
    /// the samples themselves are the same is not checked. A cancelled run saves before it ends.
    /// </remarks>
    /// <param name="train">The samples to learn from. Each epoch takes every one once, in random order.</param>
    /// <param name="test">Samples on which the network is evaluated after each epoch.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="cancellation">Ends training between two steps.</param>
    /// <returns>The reports of all epochs, when they are done; <see cref="Epochs"/> gives each when it is.</returns>
    /// <exception cref="ArgumentException">
    /// A dataset does not fit the network, a setting is out of range, such as a <see cref="BatchSize"/> larger than the data, or a group of the
    /// optimiser names no part of the network that learns.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    /// <exception cref="InvalidDataException">
    /// A label is not a class of the network; or the checkpoint is damaged, or one of another run.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// A loss is not finite, or at a checkpoint or the end of an epoch a weight is not.
    /// </exception>
    /// <exception cref="IOException">The checkpoint cannot be read, or not be written and is as it was.</exception>
    public TrainingHistory Fit(Dataset train, Dataset? test = null, int epochs = 1, CancellationToken cancellation = default) =>
        new([.. Epochs(train, test, epochs, cancellation)]);

    /// <summary>
    /// Trains as <see cref="Fit"/> does, but epoch after epoch while the result is enumerated: for a loop that shows each report, changes
    /// the learning rate, or is left to stop early. Nothing is trained until then.
    /// </summary>
    /// <param name="train">The samples to learn from. Each epoch takes every one once, in random order.</param>
    /// <param name="test">Samples on which the network is evaluated after each epoch.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="cancellation">Ends training between two steps.</param>
    /// <returns>One report an epoch, when it is done. It can be enumerated once.</returns>
    /// <exception cref="ArgumentException">
    /// A dataset does not fit the network, a setting is out of range, such as a <see cref="BatchSize"/> larger than the data, or a group of the
    /// optimiser names no part of the network that learns.
    /// </exception>
    /// <exception cref="InvalidOperationException">While enumerating: these epochs were enumerated before.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: training was cancelled.</exception>
    /// <exception cref="InvalidDataException">
    /// While enumerating: a label is not a class of the network; or the checkpoint is damaged, or one of another run.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// While enumerating: a loss is not finite, or at a checkpoint or the end of an epoch a weight is not.
    /// </exception>
    /// <exception cref="IOException">While enumerating: the checkpoint cannot be read, or not be written and is as it was.</exception>
    public IEnumerable<EpochReport> Epochs(
        Dataset train, Dataset? test = null, int epochs = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        train.ThrowIfUnfitFor(T.Layout, nameof(train));
        test?.ThrowIfUnfitFor(T.Layout, nameof(test));
        Augmentation?.ThrowIfUnfitFor(T.Layout);
        _optimizer.ThrowIfUnfitFor(T.Layout);
        Monitor?.Metric.ThrowIfUnfitFor(T.Layout, test);
        if (Schedule?.Momentum(0) is not null && _optimizer.OwnMomentum is null)
        {
            throw new ArgumentException(
                $"{Schedule} moves the momentum, but {_optimizer.GetType().Name} has none: set its Momentum, or choose another schedule.", nameof(Schedule));
        }

        int samples = train.Count;
        if (_batchSize > samples)
        {
            throw new ArgumentException(
                $"A step cannot take more samples than there are: BatchSize is {BatchSize}, but the dataset has {samples}.",
                nameof(BatchSize));
        }

        ThrowIfSampleIsLeftToNorm(samples);
        if (_step is null && UnoptimizedNetwork.Describe(typeof(T)) is { } warning)
        {
            Warnings?.WriteLine(warning);
        }

        _random ??= new SeededRandom(Seed);
        _step ??= new TrainingStep<T>(_model, _optimizer, BatchSize, Threads, LaneWidth);
        _best ??= Monitor is null ? null : new BestWeights<T>(Monitor, _model);
        _explosion ??= new ExplosionWatch(T.Layout, Warnings);
        return new EpochStream(TrainEpochs(_step, _random, train, samples, test, epochs, cancellation));
    }

    private IEnumerator<EpochReport> TrainEpochs(
        TrainingStep<T> step, SeededRandom random, Dataset train, int samples, Dataset? test, int epochs, CancellationToken cancellation)
    {
        if (Checkpoint is not null && _checkpointing is null)
        {
            var settings = new TrainingSettings(BatchSize, Seed, _optimizer, Augmentation, Schedule, Monitor);
            _checkpointing = new Checkpointing<T>(Checkpoint, _model, step.OptimizerState, _best?.Tensors ?? [], settings, Warnings);
        }

        _calls++;
        if (Monitor is not null)
        {
            Monitor.State = new MonitorState();
        }

        var position = new TrainingPosition(_calls, Epoch: 1, epochs, random.State);
        if (_checkpointing is not null)
        {
            position = _checkpointing.Resume(position, epochs, samples);
        }

        if (position.Call > _calls)
        {
            Warnings?.WriteLine($"{Checkpoint!.Path}: was saved in call {position.Call} of Fit, so that call {_calls} was through and trains nothing.");
            yield break;
        }

        AugmentedDataset? augmented = Augmentation is null
            ? null
            : new AugmentedDataset(train, Augmentation, T.Layout.InputShape[1], T.Layout.InputShape[2]);
        int[] order = new int[samples];
        bool isWhole = false;
        try
        {
            while (position.Epoch <= epochs)
            {
                isWhole = false;
                random.State = position.Random;
                augmented?.Begin(position.Random);
                for (int i = 0; i < order.Length; i++)
                {
                    order[i] = i;
                }

                random.Shuffle(order);
                var run = new EpochRun(position, new EpochProgress(Progress, position.Epoch, epochs, order.Length));
                TrainEpoch(step, augmented ?? train, order, run, cancellation);
                TimeSpan time = run.Time;
                Evaluation? evaluation = test is null ? null : _model.Evaluate(test, Threads, LaneWidth, cancellation);
                double accuracy = T.Layout.Predicts == PredictionKind.Numbers ? double.NaN : (double)run.Correct / order.Length;
                var report = new EpochReport(
                    run.Epoch, epochs, run.Loss, accuracy, evaluation, time, order.Length / time.TotalSeconds);
                _best?.Look(report);
                isWhole = true;
                yield return report;
                if (Monitor?.HasStopped == true)
                {
                    break;
                }

                position = new TrainingPosition(position.Call, position.Epoch + 1, epochs, random.State);
            }
        }
        finally
        {
            _checkpointing?.LeaveCall();
            if (isWhole)
            {
                _best?.Restore();
            }
        }
    }

    private void TrainEpoch(
        TrainingStep<T> step, Dataset train, ReadOnlySpan<int> order, EpochRun run, CancellationToken cancellation)
    {
        while (run.Samples < order.Length)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save(train, order, run);
                cancellation.ThrowIfCancellationRequested();
            }

            ReadOnlySpan<int> samples = order.Slice(run.Samples, Math.Min(BatchSize, order.Length - run.Samples));
            double progress = run.Progress(order.Length);
            run.LearningRate = LearningRate(progress);
            BatchResult batch = step.ComputeGradient(train, samples, run.Draw);
            if (!AllowDivergence && !double.IsFinite(batch.Loss))
            {
                int seen = run.Samples + samples.Length;
                throw DivergenceAt(seen, train, run).OfLoss(order[..seen], step.FirstDiverged());
            }

            _explosion!.Look(batch.Loss, train, samples, run.Epoch, (run.Samples / BatchSize) + 1, run.LearningRate);
            step.Update(run.LearningRate, Momentum(progress));
            run.Add(batch, samples.Length);
            if (run.Samples == order.Length || _checkpointing?.IsDue() == true)
            {
                Save(train, order, run);
            }
        }
    }

    private void ThrowIfSampleIsLeftToNorm(int samples)
    {
        int batch = Math.Min(BatchSize, samples);
        if ((batch == 1 || samples % batch == 1) && T.Layout.Norms.FirstOrDefault(norm => norm.Positions == 1) is { } norm)
        {
            string left = batch == 1
                ? $"each step would have 1 sample: BatchSize is {BatchSize}, and the dataset has {samples}"
                : $"the last step of an epoch would have 1 sample: the dataset has {samples}, and BatchSize is {BatchSize}";
            throw new ArgumentException(
                $"{norm.Name} of {T.Layout.Name} normalises each channel over its values in a batch and needs at least 2, but {left}. "
                + "Use another BatchSize, or leave a sample out.",
                nameof(BatchSize));
        }
    }

    private float LearningRate(double progress)
    {
        double plateaus = Monitor?.LearningRateFactor ?? 1;
        if (Schedule is null)
        {
            return (float)(_optimizer.LearningRate * plateaus);
        }

        double factor = Schedule.Factor(progress);
        return double.IsFinite(factor) && factor >= 0
            ? (float)(_optimizer.LearningRate * factor * plateaus)
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Expected {Schedule} to give a factor that is finite and at least 0, but at {progress} found {factor}."));
    }

    private float? Momentum(double progress) => Schedule?.Momentum(progress) switch
    {
        null => null,
        >= 0 and < 1 and var momentum => (float)momentum,
        var momentum => throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"Expected {Schedule} to give a momentum of at least 0 and below 1, but at {progress} found {momentum}.")),
    };

    // What has diverged is never saved: neither in place of the last good state, nor to go on from.
    private void Save(Dataset train, ReadOnlySpan<int> order, EpochRun run)
    {
        if (Divergence<T>.IsFinite(_model))
        {
            int samples = order.Length;
            run.Pause(() => _checkpointing?.Save(run.Position, samples));
        }
        else if (!AllowDivergence)
        {
            throw DivergenceAt(run.Samples, train, run).OfWeights(order[..run.Samples]);
        }
    }

    private Divergence<T> DivergenceAt(int samples, Dataset train, EpochRun run) =>
        new(_model, train, run.Epoch, step: ((samples - 1) / BatchSize) + 1, run.LearningRate);
}
