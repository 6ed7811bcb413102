using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

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
    private readonly BlockPasses<T> _passes;
    private readonly GradientSums<T> _sums;
    private readonly WeightUpdate<T> _update;

    /// <summary>Allocates what steps need.</summary>
    /// <param name="model">The network, whose parameters are updated in place.</param>
    /// <param name="batchSize">The most samples of a step, at least 1.</param>
    /// <param name="threads">The most threads to use, at least 1.</param>
    /// <param name="width">The width of vectors.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a batch does not fit into memory.</exception>
    public TrainingStep(T model, int batchSize, int threads, LaneWidth width = LaneWidth.Widest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        NetworkPlan plan = T.Plan;
        ThrowUnlessWholeVectors(plan);
        int blocks = Block.CountFor(batchSize);
        int slotCount = plan.SlotsFor(batchSize);
        BlockKernels<T> kernels = BlockKernels<T>.For(width);
        Arena parameters = model.Parameters.Arena;
        Arena kept = Allocate(blocks, plan.KeptLength, batchSize);
        Arena slots = Allocate(slotCount, plan.BlockGradientLength, batchSize);
        Gradient = new Arena(plan.LearnedLength);
        _parameters = model.Parameters;
        _threads = threads;
        _batch = new Batch(batchSize);
        _packed = new PackedWeights<T>(kernels, parameters);
        _statistics = plan.Norms.Count == 0 ? null : new BatchStatistics(plan, parameters, Gradient, blocks);
        _passes = new BlockPasses<T>(kernels, parameters, _packed, _batch, _statistics, slots, kept, plan.WorkspacesFor(blocks, threads));
        _sums = new GradientSums<T>(kernels, slots, kept, Gradient);
        _update = new WeightUpdate<T>(kernels, parameters, Gradient);
    }

    /// <summary>The gradient of the mean loss of the last batch, laid out like the parameters that are not frozen.</summary>
    public Arena Gradient { get; }

    /// <summary>The optimiser's state: one velocity for each parameter that is not frozen, laid out like them.</summary>
    public Arena Velocity => _update.Velocity;

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
        _sums.Blocks = _batch.Blocks;
        WorkerPool.Shared.Run(_sums, _sums.Tasks, _threads);
        return _batch.Summarize();
    }

    /// <summary>The first sample of the last batch whose loss is not finite.</summary>
    public int FirstDiverged() => _batch.FirstDiverged();

    /// <summary>
    /// Moves the parameters along <see cref="Gradient"/>, and running statistics by those of the batch. The velocities of momentum are kept here.
    /// </summary>
    /// <param name="optimizer">The rule.</param>
    /// <param name="learningRate">The learning rate of this step; the optimiser's unless given.</param>
    public void Update(Sgd optimizer, float? learningRate = null)
    {
        _update.Optimizer = optimizer;
        _update.LearningRate = learningRate ?? optimizer.LearningRate;
        WorkerPool.Shared.Run(_update, _update.Tasks, _threads);
        _statistics?.Update();
        _parameters.MarkChanged();
    }

    // What couples the blocks of a batch is put together between phases: behind a phase forward what the next norm has to know, behind one
    // backward, whose norms come in reverse, their gradient.
    private void RunPhases()
    {
        int norms = T.Plan.Norms.Count;
        for (int phase = 0; phase <= 2 * norms; phase++)
        {
            _passes.Phase = phase;
            WorkerPool.Shared.Run(_passes, _passes.Slots, _threads);
            if (phase < norms)
            {
                _statistics!.CombineForward(T.Plan.Norms[phase]);
            }
            else if (phase < 2 * norms)
            {
                _statistics!.CombineBackward(T.Plan.Norms[(2 * norms) - 1 - phase]);
            }
        }
    }

    // What walks the arenas does so in whole vectors.
    private static void ThrowUnlessWholeVectors(NetworkPlan plan)
    {
        if (plan.LearnedLength % Block.Samples != 0 || plan.BlockGradientLength % Block.Samples != 0)
        {
            throw new InvalidOperationException(
                $"Expected the parameters of {plan.Name} to fill multiples of {Block.Samples} floats, but found "
                + $"{plan.LearnedLength} that learn, and {plan.BlockGradientLength} that are summed block by block.");
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
