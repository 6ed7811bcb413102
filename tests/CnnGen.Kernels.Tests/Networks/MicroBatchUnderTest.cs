using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;
using CnnGen.Numerics;
using CnnGen.Training;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The kernels of an emitted class, run block by block in guarded memory.</summary>
internal interface IMicroBatchUnderTest
{
    /// <summary>Runs the forward pass alone on up to 16 samples, and verifies that it stays inside its memory.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="isClean">Whether the memory is zeros to begin with, and not poison.</param>
    /// <returns>The scores, sample after sample.</returns>
    float[] Forward(ReadOnlySpan<float> samples, bool isClean = false);

    /// <summary>Runs all kernels of a step on the first samples of a batch, and verifies that they stay inside their memory.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="count">Samples of it.</param>
    /// <param name="isClean">Whether all memory is zeros to begin with, and not poison.</param>
    /// <returns>The gradient of the mean loss by each tensor of parameters that learns.</returns>
    float[][] Gradient(DrawnBatch batch, int count = MicroBatch.Samples, bool isClean = false);
}

/// <inheritdoc/>
internal sealed class MicroBatchUnderTest<T>(T model, MicroBatchKernels<T> kernels) : IMicroBatchUnderTest
    where T : class, INetwork<T>
{
    private readonly NetworkLayout _layout = T.Layout;

    public float[] Forward(ReadOnlySpan<float> samples, bool isClean)
    {
        var arena = new GuardedMemory(_layout.ArenaLength, isClean);
        if (_layout.DropoutOffset >= 0)
        {
            arena.Span.Slice(_layout.DropoutOffset, MicroBatch.Samples).Clear();
        }

        GuardedMemory packed = Pack(isClean);
        Load(samples, arena, ref Unsafe.NullRef<float>());
        kernels.Forward(ref model.Parameters.Arena.Origin, ref packed.Origin, ref arena.Origin);
        float[] scores = new float[MicroBatch.Samples * _layout.OutputSize];
        kernels.ReadScores(ref arena.Origin, ref scores[0]);
        arena.VerifyGuards("arena");
        packed.VerifyGuards("packed weights");
        return scores[..(samples.Length / _layout.InputSize * _layout.OutputSize)];
    }

    public float[][] Gradient(DrawnBatch batch, int count, bool isClean)
    {
        int blocks = MicroBatch.CountFor(count);
        int slots = _layout.SlotsFor(count);
        GuardedMemory[] arenas = Guarded(blocks, _layout.ArenaLength, isClean);
        var losses = new GuardedMemory(MicroBatch.Samples, isClean);
        var kept = new GuardedMemory(blocks * _layout.KeptLength, isClean);
        GuardedMemory[] slotGradients = Guarded(slots, _layout.MicroBatchGradientLength, isClean);
        var gradient = new Arena(_layout.LearnedLength);
        gradient.Span.Fill(float.NaN);
        var statistics = new BatchStatistics(_layout, model.Parameters.Arena, gradient, blocks);
        statistics.Begin(count);
        ref float parameters = ref model.Parameters.Arena.Origin;
        float[] before = model.Parameters.Arena.Span.ToArray();
        GuardedMemory packed = Pack(isClean);
        int norms = _layout.Norms.Count;
        foreach (GuardedMemory slot in slotGradients)
        {
            slot.Span.Clear();
        }

        for (int phase = 0; phase <= 2 * norms; phase++)
        {
            for (int block = 0; block < blocks; block++)
            {
                int first = block * MicroBatch.Samples;
                int samples = Math.Min(MicroBatch.Samples, count - first);
                int[] labels = [.. batch.Labels.AsSpan(first, samples), .. new int[MicroBatch.Samples - samples]];
                float[] weights = [.. Enumerable.Repeat(1f / count, samples), .. new float[MicroBatch.Samples - samples]];
                ref float arena = ref arenas[block].Origin;
                ref float batchStatistics = ref norms == 0 ? ref Unsafe.NullRef<float>() : ref statistics.Whole;
                ref float partialStatistics = ref norms == 0 ? ref Unsafe.NullRef<float>() : ref statistics.Partial(block);
                ref float keptOfBlock = ref Unsafe.Add(ref kept.Origin, block * _layout.KeptLength);
                if (phase == 0)
                {
                    Begin(batch, block, samples, arenas[block], ref keptOfBlock);
                }

                if (phase <= norms)
                {
                    kernels.ForwardPhase(phase, ref parameters, ref packed.Origin, ref arena, ref weights[0], ref batchStatistics, ref partialStatistics);
                }

                if (phase == norms)
                {
                    kernels.Loss(ref arena, ref labels[0], ref losses.Origin);
                }

                if (phase >= norms)
                {
                    kernels.BackwardPhase(
                        phase - norms, ref parameters, ref packed.Origin, ref arena, ref labels[0], ref weights[0], ref batchStatistics, ref partialStatistics,
                        ref keptOfBlock, ref slotGradients[block % _layout.GradientSlots].Origin);
                }
            }

            if (phase < norms)
            {
                statistics.CombineForward(_layout.Norms[phase]);
            }
            else if (phase < 2 * norms)
            {
                statistics.CombineBackward(_layout.Norms[(2 * norms) - 1 - phase]);
            }
        }

        for (int i = 0; i < _layout.MicroBatchGradientLength; i++)
        {
            gradient.Span[i] = slotGradients.Skip(1).Aggregate(slotGradients[0].Span[i], (sum, slot) => sum + slot.Span[i]);
        }

        var summed = new GuardedMemory(_layout.LearnedLength);
        gradient.Span.CopyTo(summed.Span);
        for (int task = 0; task < _layout.BatchGradientTasks; task++)
        {
            kernels.BatchGradient(task, ref kept.Origin, blocks, ref summed.Origin);
        }

        foreach (GuardedMemory arena in arenas)
        {
            arena.VerifyGuards("arena");
        }

        foreach (GuardedMemory slot in slotGradients)
        {
            slot.VerifyGuards("partial gradient");
        }

        packed.VerifyGuards("packed weights");
        losses.VerifyGuards("losses");
        kept.VerifyGuards("kept memory");
        summed.VerifyGuards("gradient");
        Assert.Equal(before, model.Parameters.Arena.Span.ToArray());
        return
        [
            .. _layout.Parameters
                .Where(layout => layout.Offset < _layout.LearnedLength)
                .Select(layout => summed.Span.Slice(layout.Offset, layout.Length).ToArray()),
        ];
    }

    private static GuardedMemory[] Guarded(int count, int length, bool isClean) =>
        [.. Enumerable.Range(0, count).Select(_ => new GuardedMemory(length, isClean))];

    private void Begin(DrawnBatch batch, int block, int samples, GuardedMemory arena, ref float kept)
    {
        int first = block * MicroBatch.Samples;
        if (_layout.Predicts == PredictionKind.Numbers)
        {
            float[] targets = new float[MicroBatch.Samples * _layout.OutputSize];
            batch.Targets.AsSpan(first * _layout.OutputSize, samples * _layout.OutputSize).CopyTo(targets);
            kernels.LoadTargets(ref targets[0], ref arena.Origin);
        }

        if (_layout.DropoutOffset >= 0)
        {
            DropoutMask.Begin(ref Unsafe.Add(ref arena.Origin, _layout.DropoutOffset), draw: 0, block);
        }

        Load(batch.Samples.AsSpan(first * _layout.InputSize, samples * _layout.InputSize), arena, ref kept);
    }

    private GuardedMemory Pack(bool isClean)
    {
        var packed = new GuardedMemory(_layout.PackedLength, isClean);
        for (int task = 0; task < _layout.PackTasks; task++)
        {
            kernels.Pack(task, ref model.Parameters.Arena.Origin, ref packed.Origin);
        }

        return packed;
    }

    private void Load(ReadOnlySpan<float> samples, GuardedMemory arena, ref float kept)
    {
        float[] rows = new float[MicroBatch.Samples * _layout.InputSize];
        samples.CopyTo(rows);
        kernels.LoadInput(ref rows[0], [.. Enumerable.Range(0, MicroBatch.Samples)], ref arena.Origin, ref kept);
    }
}
