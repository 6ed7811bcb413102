using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Kernels;
using CnnGen.Networks;

namespace CnnGen.Training;

/// <summary>
/// The kernels of a network for one vector width. A virtual call a block is what choosing the width at run time costs.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal abstract class BlockKernels<T>
    where T : class, INetwork<T>
{
    public static BlockKernels<T> For(LaneWidth width) => LaneWidths.Resolve(width) switch
    {
        LaneWidth.Bits128 => new BlockKernels<T, Lanes128>(),
        LaneWidth.Bits256 => new BlockKernels<T, Lanes256>(),
        LaneWidth.Bits512 => new BlockKernels<T, Lanes512>(),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Expected one of the named widths."),
    };

    /// <summary>16 samples, among those that lie one after another → the input in the arena, and what is kept of it.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="indices">Which 16 of them.</param>
    /// <param name="arena">The arena of the block.</param>
    /// <param name="kept"><see cref="NetworkPlan.KeptLength"/> floats of this block; a null reference where nothing is to be kept.</param>
    public abstract void LoadInput(ref readonly float samples, ReadOnlySpan<int> indices, ref float arena, ref float kept);

    /// <summary>16 rows of output floats → the targets in the arena.</summary>
    public abstract void LoadTargets(ref float rows, ref float arena);

    /// <summary>The scores in the arena → 16 rows of output floats.</summary>
    public abstract void ReadScores(ref float arena, ref float rows);

    /// <summary>
    /// The class of each of the 16 samples: the one with the highest score, the first one of equals; with one score for two
    /// classes, class 1 from 0.5 on; −1 for each where scores are no classes.
    /// </summary>
    public abstract void Classify(ref float arena, ref int classes);

    /// <inheritdoc cref="INetwork{TSelf}.Pack"/>
    public abstract void Pack(int task, ref float parameters, ref float packed);

    public abstract void Forward(ref float parameters, ref float packed, ref float arena);

    /// <inheritdoc cref="INetwork{TSelf}.ForwardPhase"/>
    public abstract void ForwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref float weights, ref float ofBatch, ref float ofBlock);

    /// <inheritdoc cref="INetwork{TSelf}.ForwardStep"/>
    public abstract void ForwardStep(int step, ref float parameters, ref float packed, ref float arena);

    /// <summary>What a step left in the arena for the first of the 16 samples, channel after channel.</summary>
    public abstract float[] ReadFirst(StepPlan step, ref float arena);

    public abstract void Loss(ref float arena, ref int labels, ref float losses);

    /// <inheritdoc cref="INetwork{TSelf}.BackwardPhase"/>
    public abstract void BackwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float weights, ref float ofBatch,
        ref float ofBlock, ref float kept, ref float gradient);

    public abstract void BatchGradient(int task, ref float kept, int blocks, ref float gradient);

    /// <inheritdoc cref="INetwork{TSelf}.PackInference"/>
    public abstract void PackInference(ref float parameters, ref float packed);

    /// <inheritdoc cref="INetwork{TSelf}.Infer"/>
    public abstract void Infer(ref float parameters, ref float packed, ref readonly float sample, ref float arena);

    /// <summary>Writes the sum of rows that are <paramref name="stride"/> floats apart, in their order.</summary>
    /// <param name="rows">The first float of the first row.</param>
    /// <param name="count">Rows, at least 1.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="sum">Where the sum goes.</param>
    /// <param name="length">Floats of the sum, a multiple of 16.</param>
    public abstract void SumRows(ref float rows, int count, int stride, ref float sum, int length);

    /// <inheritdoc cref="SgdKernel.Step"/>
    public abstract void SgdStep(ref float weights, ref float velocity, ref float gradient, int length, Sgd optimizer, float learningRate);
}

/// <summary>The kernels of a network on vectors of one width.</summary>
/// <typeparam name="T">The network.</typeparam>
/// <typeparam name="V">The vector.</typeparam>
internal sealed class BlockKernels<T, V> : BlockKernels<T>
    where T : class, INetwork<T>
    where V : struct, ILanes<V>
{
    private const float BelowHalf = 0.49999997f; // the last float below

    private readonly NetworkPlan _plan = T.Plan;

    public override void LoadInput(ref readonly float samples, ReadOnlySpan<int> indices, ref float arena, ref float kept)
    {
        ref float panels = ref _plan.KeptInputOffset < 0 || Unsafe.IsNullRef(ref kept)
            ? ref Unsafe.NullRef<float>()
            : ref Unsafe.Add(ref kept, _plan.KeptInputOffset);
        SampleGather.ToLanes<V>(in samples, indices, _plan.InputSize, ref Unsafe.Add(ref arena, _plan.InputOffset), ref panels);
    }

    public override void LoadTargets(ref float rows, ref float arena) =>
        LaneTranspose.ToLanes<V>(ref rows, _plan.OutputSize, _plan.OutputSize, ref Unsafe.Add(ref arena, _plan.TargetOffset));

    public override void ReadScores(ref float arena, ref float rows) =>
        LaneTranspose.FromLanes<V>(
            ref Unsafe.Add(ref arena, _plan.OutputOffset), _plan.OutputSize, ref rows, _plan.OutputSize);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Classify(ref float arena, ref int classes)
    {
        if (_plan.IsRegression)
        {
            MemoryMarshal.CreateSpan(ref classes, Block.Samples).Fill(-1);
            return;
        }

        Span<float> highest = stackalloc float[Block.Samples];
        for (int subBlock = 0; subBlock < V.SubBlocks; subBlock++)
        {
            ref float scores = ref V.At(ref Unsafe.Add(ref arena, _plan.OutputOffset), subBlock * _plan.OutputSize);
            V maximum = V.Load(ref scores);
            V at = _plan.IsBinary ? V.SelectGreater(maximum, V.Broadcast(BelowHalf), V.Broadcast(1f), V.Zero) : V.Zero;
            for (int score = 1; score < _plan.OutputSize; score++)
            {
                V candidate = V.Load(ref scores, score);
                at = V.SelectGreater(candidate, maximum, V.Broadcast(score), at);
                maximum = V.Max(candidate, maximum);
            }

            V.Store(at, ref highest[0], subBlock);
        }

        for (int sample = 0; sample < Block.Samples; sample++)
        {
            Unsafe.Add(ref classes, sample) = (int)highest[sample];
        }
    }

    public override void Pack(int task, ref float parameters, ref float packed) =>
        T.Pack<V>(task, ref parameters, ref packed);

    public override void Forward(ref float parameters, ref float packed, ref float arena) =>
        T.Forward<V>(ref parameters, ref packed, ref arena);

    public override void ForwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref float weights, ref float ofBatch, ref float ofBlock) =>
        T.ForwardPhase<V>(phase, ref parameters, ref packed, ref arena, ref weights, ref ofBatch, ref ofBlock);

    public override void ForwardStep(int step, ref float parameters, ref float packed, ref float arena) =>
        T.ForwardStep<V>(step, ref parameters, ref packed, ref arena);

    public override float[] ReadFirst(StepPlan step, ref float arena)
    {
        int channels = step.Shape[0];
        int size = step.Shape.Skip(1).Aggregate(1, (product, dimension) => product * dimension);
        float[] values = new float[channels * size];
        for (int i = 0; i < values.Length; i++)
        {
            int place = (i / size * step.Plane) + (i % size);
            values[i] = Unsafe.Add(ref arena, step.Offset + (place * V.Count));
        }

        return values;
    }

    public override void Loss(ref float arena, ref int labels, ref float losses) =>
        T.Loss<V>(ref arena, ref labels, ref losses);

    public override void BackwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float weights, ref float ofBatch,
        ref float ofBlock, ref float kept, ref float gradient) =>
        T.BackwardPhase<V>(
            phase, ref parameters, ref packed, ref arena, ref labels, ref weights, ref ofBatch, ref ofBlock, ref kept, ref gradient);

    public override void BatchGradient(int task, ref float kept, int blocks, ref float gradient) =>
        T.BatchGradient<V>(task, ref kept, blocks, ref gradient);

    public override void PackInference(ref float parameters, ref float packed) => T.PackInference<V>(ref parameters, ref packed);

    public override void Infer(ref float parameters, ref float packed, ref readonly float sample, ref float arena) =>
        T.Infer<V>(ref parameters, ref packed, in sample, ref arena);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SumRows(ref float rows, int count, int stride, ref float sum, int length)
    {
        for (int vector = 0; vector < length / V.Count; vector++)
        {
            V total = V.Load(ref rows, vector);
            for (int row = 1; row < count; row++)
            {
                total += V.Load(ref Unsafe.Add(ref rows, (nint)row * stride), vector);
            }

            V.Store(total, ref sum, vector);
        }
    }

    public override void SgdStep(
        ref float weights, ref float velocity, ref float gradient, int length, Sgd optimizer, float learningRate) =>
        SgdKernel.Step<V>(ref weights, ref velocity, ref gradient, length, optimizer, learningRate);
}
