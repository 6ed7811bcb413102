using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CnnGen.Kernels;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;

namespace CnnGen.Execution;

/// <summary>
/// The kernels of a network for one vector width. A virtual call a micro-batch is what choosing the width at run time costs.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal abstract class MicroBatchKernels<T>
    where T : class, INetwork<T>
{
    public static MicroBatchKernels<T> For(LaneWidth width) => LaneWidths.Resolve(width) switch
    {
        LaneWidth.Bits128 => new MicroBatchKernels<T, Lanes128>(),
        LaneWidth.Bits256 => new MicroBatchKernels<T, Lanes256>(),
        LaneWidth.Bits512 => new MicroBatchKernels<T, Lanes512>(),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Expected one of the named widths."),
    };

    /// <summary>16 samples, among those that lie one after another → the input in the arena, and what is kept of it.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="indices">Which 16 of them.</param>
    /// <param name="arena">The arena of the micro-batch.</param>
    /// <param name="kept"><see cref="NetworkLayout.KeptLength"/> floats of this micro-batch; a null reference where nothing is to be kept.</param>
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
        int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics);

    /// <inheritdoc cref="INetwork{TSelf}.ForwardStep"/>
    public abstract void ForwardStep(int step, ref float parameters, ref float packed, ref float arena);

    /// <summary>What a step left in the arena for the first of the 16 samples, channel after channel.</summary>
    public abstract float[] ReadFirst(StepLayout step, ref float arena);

    public abstract void Loss(ref float arena, ref int labels, ref float losses);

    /// <inheritdoc cref="INetwork{TSelf}.BackwardPhase"/>
    public abstract void BackwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics,
        ref float partialStatistics, ref float kept, ref float gradient);

    public abstract void BatchGradient(int task, ref float kept, int microBatches, ref float gradient);

    /// <inheritdoc cref="INetwork{TSelf}.PackInference"/>
    public abstract void PackInference(ref float parameters, ref float packed);

    /// <inheritdoc cref="INetwork{TSelf}.PredictSample"/>
    public abstract void PredictSample(ref float parameters, ref float packed, ref readonly float sample, ref float arena);

    /// <summary>Writes the sum of rows that are <paramref name="stride"/> floats apart, in their order.</summary>
    /// <param name="rows">The first float of the first row.</param>
    /// <param name="count">Rows, at least 1.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="sum">Where the sum goes.</param>
    /// <param name="length">Floats of the sum, a multiple of 16.</param>
    public abstract void SumRows(ref float rows, int count, int stride, ref float sum, int length);

    /// <summary>The weights in the form in which the passes of a micro-batch read them.</summary>
    public Arena PackAll(Arena parameters)
    {
        var packed = new Arena(T.Layout.PackedLength);
        for (int task = 0; task < T.Layout.PackTasks; task++)
        {
            Pack(task, ref parameters.Origin, ref packed.Origin);
        }

        return packed;
    }

    /// <summary>The weights in the form in which the prediction of one sample reads them.</summary>
    public Arena PackInference(Arena parameters)
    {
        var packed = new Arena(T.Layout.InferencePackedLength);
        PackInference(ref parameters.Origin, ref packed.Origin);
        return packed;
    }
}

/// <summary>The kernels of a network on vectors of one width.</summary>
/// <typeparam name="T">The network.</typeparam>
/// <typeparam name="V">The vector.</typeparam>
internal sealed class MicroBatchKernels<T, V> : MicroBatchKernels<T>
    where T : class, INetwork<T>
    where V : struct, ILanes<V>
{
    private const float BelowHalf = 0.49999997f; // the last float below

    private readonly NetworkLayout _layout = T.Layout;

    public override void LoadInput(ref readonly float samples, ReadOnlySpan<int> indices, ref float arena, ref float kept)
    {
        ref float panels = ref _layout.KeptInputOffset < 0 || Unsafe.IsNullRef(ref kept)
            ? ref Unsafe.NullRef<float>()
            : ref Unsafe.Add(ref kept, _layout.KeptInputOffset);
        SampleGather.ToLanes<V>(in samples, indices, _layout.InputSize, ref Unsafe.Add(ref arena, _layout.InputOffset), ref panels);
    }

    public override void LoadTargets(ref float rows, ref float arena) =>
        LaneTranspose.ToLanes<V>(ref rows, _layout.OutputSize, _layout.OutputSize, ref Unsafe.Add(ref arena, _layout.TargetOffset));

    public override void ReadScores(ref float arena, ref float rows) =>
        LaneTranspose.FromLanes<V>(
            ref Unsafe.Add(ref arena, _layout.OutputOffset), _layout.OutputSize, ref rows, _layout.OutputSize);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Classify(ref float arena, ref int classes)
    {
        if (_layout.Predicts == PredictionKind.Numbers)
        {
            MemoryMarshal.CreateSpan(ref classes, MicroBatch.Samples).Fill(-1);
            return;
        }

        Span<float> highest = stackalloc float[MicroBatch.Samples];
        for (int subBlock = 0; subBlock < V.SubBlocks; subBlock++)
        {
            ref float scores = ref V.At(ref Unsafe.Add(ref arena, _layout.OutputOffset), subBlock * _layout.OutputSize);
            V maximum = V.Load(ref scores);
            V at = _layout.Predicts == PredictionKind.TwoClasses ? V.SelectGreater(maximum, V.Broadcast(BelowHalf), V.Broadcast(1f), V.Zero) : V.Zero;
            for (int score = 1; score < _layout.OutputSize; score++)
            {
                V candidate = V.Load(ref scores, score);
                at = V.SelectGreater(candidate, maximum, V.Broadcast(score), at);
                maximum = V.Max(candidate, maximum);
            }

            V.Store(at, ref highest[0], subBlock);
        }

        for (int sample = 0; sample < MicroBatch.Samples; sample++)
        {
            Unsafe.Add(ref classes, sample) = (int)highest[sample];
        }
    }

    public override void Pack(int task, ref float parameters, ref float packed) =>
        T.Pack<V>(task, ref parameters, ref packed);

    public override void Forward(ref float parameters, ref float packed, ref float arena) =>
        T.Forward<V>(ref parameters, ref packed, ref arena);

    public override void ForwardPhase(
        int phase, ref float parameters, ref float packed, ref float arena, ref float sampleWeights, ref float batchStatistics, ref float partialStatistics) =>
        T.ForwardPhase<V>(phase, ref parameters, ref packed, ref arena, ref sampleWeights, ref batchStatistics, ref partialStatistics);

    public override void ForwardStep(int step, ref float parameters, ref float packed, ref float arena) =>
        T.ForwardStep<V>(step, ref parameters, ref packed, ref arena);

    public override float[] ReadFirst(StepLayout step, ref float arena)
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
        int phase, ref float parameters, ref float packed, ref float arena, ref int labels, ref float sampleWeights, ref float batchStatistics,
        ref float partialStatistics, ref float kept, ref float gradient) =>
        T.BackwardPhase<V>(
            phase, ref parameters, ref packed, ref arena, ref labels, ref sampleWeights, ref batchStatistics, ref partialStatistics, ref kept, ref gradient);

    public override void BatchGradient(int task, ref float kept, int microBatches, ref float gradient) =>
        T.BatchGradient<V>(task, ref kept, microBatches, ref gradient);

    public override void PackInference(ref float parameters, ref float packed) => T.PackInference<V>(ref parameters, ref packed);

    public override void PredictSample(ref float parameters, ref float packed, ref readonly float sample, ref float arena) =>
        T.PredictSample<V>(ref parameters, ref packed, in sample, ref arena);

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
}
