using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Parameters;
using CnnGen.Training.Optimizers;

namespace CnnGen.Training;

/// <summary>
/// The steps of training: gradient, then update. All memory is allocated here, none in a step. What comes out depends
/// on neither the number of threads nor the width of vectors, to the bit.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class TrainingStep<T>
    where T : class, INetwork<T>
{
    private readonly ParameterSet _parameters;
    private readonly int _threads;
    private readonly Batch _batch;
    private readonly PackedWeights<T> _packed;
    private readonly BatchStatistics? _statistics;
    private readonly MicroBatchPasses<T> _passes;
    private readonly GradientSums<T> _sums;
    private readonly Arena _weights;
    private readonly GradientClipping? _clipping;
    private readonly Optimizer _optimizer;

    /// <summary>Allocates what steps need.</summary>
    /// <param name="model">The network, whose parameters are updated in place.</param>
    /// <param name="optimizer">The rule by which they follow the gradient.</param>
    /// <param name="batchSize">The most samples of a step, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="width">The width of vectors.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a batch does not fit into memory.</exception>
    public TrainingStep(T model, Optimizer optimizer, int batchSize, int threads, LaneWidth width = LaneWidth.Widest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        NetworkLayout layout = T.Layout;
        ThrowUnlessWholeVectors(layout);
        int microBatches = MicroBatch.CountFor(batchSize);
        int slotCount = layout.SlotsFor(batchSize);
        MicroBatchKernels<T> kernels = MicroBatchKernels<T>.For(width);
        Arena parameters = model.Parameters.Arena;
        Arena kept = Allocate(microBatches, layout.KeptLength, batchSize);
        Arena slots = Allocate(slotCount, layout.MicroBatchGradientLength, batchSize);
        Gradient = new Arena(layout.LearnedLength);
        _parameters = model.Parameters;
        _threads = threads;
        _batch = new Batch(batchSize);
        _packed = new PackedWeights<T>(kernels, parameters);
        _statistics = layout.Norms.Count == 0 ? null : new BatchStatistics(layout, parameters, Gradient, microBatches);
        _passes = new MicroBatchPasses<T>(kernels, parameters, _packed, _batch, _statistics, slots, kept, layout.WorkspacesFor(microBatches, threads));
        _sums = new GradientSums<T>(kernels, slots, kept, Gradient);
        _optimizer = optimizer;
        OptimizerState = optimizer.CreateState(LearnedParameters.Of(layout, optimizer), width);
        _weights = parameters;
        _clipping = GradientClipping.For(optimizer, Gradient);
    }

    /// <summary>The gradient of the mean loss of the last batch, laid out like the parameters that are not frozen.</summary>
    public Arena Gradient { get; }

    /// <summary>What the optimiser keeps from step to step.</summary>
    public OptimizerState OptimizerState { get; }

    /// <summary>Computes <see cref="Gradient"/> for a batch.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="indices">The samples of the batch: at least 1, at most the batch size.</param>
    /// <param name="draw">What dropout drops depends on it; not read by a network without.</param>
    /// <exception cref="ArgumentException">There are too many samples, or none.</exception>
    /// <exception cref="InvalidDataException">A label is not a class of the network.</exception>
    /// <exception cref="InvalidOperationException">A layer would normalise a single value.</exception>
    public BatchResult ComputeGradient(Dataset data, ReadOnlySpan<int> indices, ulong draw = 0)
    {
        if (indices.IsEmpty || indices.Length > _batch.Capacity)
        {
            throw new ArgumentException(
                $"Expected 1 to {_batch.Capacity} samples, but found {indices.Length}.", nameof(indices));
        }

        _statistics?.Begin(indices.Length);
        _batch.Choose(data, indices, draw);
        _packed.Refresh(_threads);
        RunPhases();
        _sums.Slots = _passes.Slots;
        _sums.MicroBatches = _batch.MicroBatches;
        WorkerPool.Shared.Run(_sums, _sums.Tasks, _threads);
        return _batch.Summarize();
    }

    /// <summary>The first sample of the last batch whose loss is not finite.</summary>
    public int FirstDiverged() => _batch.FirstDiverged();

    /// <summary>
    /// Clips <see cref="Gradient"/> where the optimiser limits it, and moves the parameters along it, and running statistics by those of the batch.
    /// </summary>
    /// <param name="learningRate">The learning rate of this step; the optimiser's unless given.</param>
    /// <param name="momentum">The momentum of this step; the optimiser's unless given.</param>
    public void Update(float? learningRate = null, float? momentum = null)
    {
        OptimizerState.BeginStep(learningRate ?? _optimizer.LearningRate, momentum);
        _clipping?.Apply(_threads);
        OptimizerState.Update(_weights, Gradient, _threads);
        _statistics?.Update();
        _parameters.MarkChanged();
    }

    // What couples the micro-batches of a batch is put together between phases: after a phase forward what the next norm has to know, after one
    // backward, whose norms come in reverse, their gradient.
    private void RunPhases()
    {
        int norms = T.Layout.Norms.Count;
        for (int phase = 0; phase <= 2 * norms; phase++)
        {
            _passes.Phase = phase;
            WorkerPool.Shared.Run(_passes, _passes.Slots, _threads);
            if (phase < norms)
            {
                _statistics!.CombineForward(T.Layout.Norms[phase]);
            }
            else if (phase < 2 * norms)
            {
                _statistics!.CombineBackward(T.Layout.Norms[(2 * norms) - 1 - phase]);
            }
        }
    }

    // What walks the arenas does so in whole vectors.
    private static void ThrowUnlessWholeVectors(NetworkLayout layout)
    {
        if (layout.LearnedLength % MicroBatch.Samples != 0 || layout.MicroBatchGradientLength % MicroBatch.Samples != 0)
        {
            throw new InvalidOperationException(
                $"Expected the parameters of {layout.Name} to fill multiples of {MicroBatch.Samples} floats, but found "
                + $"{layout.LearnedLength} that learn, and {layout.MicroBatchGradientLength} that are summed micro-batch by micro-batch.");
        }
    }

    private static Arena Allocate(int parts, int length, int batchSize)
    {
        long floats = (long)parts * length;
        return floats <= Array.MaxLength / 2
            ? new Arena((int)floats)
            : throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize, $"A step would need {floats} floats in one piece; use smaller batches.");
    }
}
