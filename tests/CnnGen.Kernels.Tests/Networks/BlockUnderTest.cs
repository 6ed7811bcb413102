using System.Runtime.CompilerServices;
using CnnGen.Networks;
using CnnGen.Training;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The kernels of an emitted class, run on one block in guarded memory.</summary>
internal interface IBlockUnderTest
{
    /// <summary>Runs the forward pass alone on up to 16 samples.</summary>
    /// <returns>The scores, sample after sample.</returns>
    float[] Forward(ReadOnlySpan<float> samples);

    /// <summary>Runs all kernels on the first 16 samples of a batch, and verifies that they stay inside their memory.</summary>
    /// <returns>The gradient of the mean loss by each tensor of parameters.</returns>
    float[][] Gradient(DrawnBatch batch);
}

/// <inheritdoc/>
internal sealed class BlockUnderTest<T>(T model, BlockKernels<T> kernels) : IBlockUnderTest
    where T : class, INetwork<T>
{
    private readonly NetworkPlan _plan = T.Plan;

    public float[] Forward(ReadOnlySpan<float> samples)
    {
        var arena = new GuardedMemory(_plan.ArenaLength);
        GuardedMemory packed = Pack();
        Load(samples, arena, ref Unsafe.NullRef<float>());
        kernels.Forward(ref model.Parameters.Arena.Origin, ref packed.Origin, ref arena.Origin);
        float[] scores = new float[Block.Samples * _plan.OutputSize];
        kernels.ReadScores(ref arena.Origin, ref scores[0]);
        return scores[..(samples.Length / _plan.InputSize * _plan.OutputSize)];
    }

    public float[][] Gradient(DrawnBatch batch)
    {
        ReadOnlySpan<float> samples = batch.Samples.AsSpan(0, Block.Samples * _plan.InputSize);
        int[] labels = batch.Labels[..Block.Samples];
        var arena = new GuardedMemory(_plan.ArenaLength);
        var losses = new GuardedMemory(Block.Samples);
        var kept = new GuardedMemory(_plan.KeptLength);
        var gradient = new GuardedMemory(_plan.LearnedLength);
        float[] weights = [.. Enumerable.Repeat(1f / Block.Samples, Block.Samples)];
        ref float parameters = ref model.Parameters.Arena.Origin;
        float[] before = model.Parameters.Arena.Span.ToArray();

        GuardedMemory packed = Pack();
        if (_plan.IsRegression)
        {
            kernels.LoadTargets(ref batch.Targets[0], ref arena.Origin);
        }

        if (_plan.DropoutOffset >= 0)
        {
            DropoutMask.Begin(ref Unsafe.Add(ref arena.Origin, _plan.DropoutOffset), draw: 0, block: 0);
        }

        Load(samples, arena, ref kept.Origin);
        kernels.ForwardPhase(
            0, ref parameters, ref packed.Origin, ref arena.Origin, ref weights[0], ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>());
        kernels.Loss(ref arena.Origin, ref labels[0], ref losses.Origin);
        gradient.Span[.._plan.BlockGradientLength].Clear();
        kernels.BackwardPhase(
            0, ref parameters, ref packed.Origin, ref arena.Origin, ref labels[0], ref weights[0], ref Unsafe.NullRef<float>(),
            ref Unsafe.NullRef<float>(), ref kept.Origin, ref gradient.Origin);
        for (int task = 0; task < _plan.BatchGradientTasks; task++)
        {
            kernels.BatchGradient(task, ref kept.Origin, blocks: 1, ref gradient.Origin);
        }

        arena.VerifyGuards("arena");
        packed.VerifyGuards("packed weights");
        losses.VerifyGuards("losses");
        kept.VerifyGuards("kept memory");
        gradient.VerifyGuards("gradient");
        Assert.Equal(before, model.Parameters.Arena.Span.ToArray());
        return
        [
            .. _plan.Parameters
                .Where(plan => plan.Offset < _plan.LearnedLength)
                .Select(plan => gradient.Span.Slice(plan.Offset, plan.Length).ToArray()),
        ];
    }

    private GuardedMemory Pack()
    {
        var packed = new GuardedMemory(_plan.PackedLength);
        for (int task = 0; task < _plan.PackTasks; task++)
        {
            kernels.Pack(task, ref model.Parameters.Arena.Origin, ref packed.Origin);
        }

        return packed;
    }

    private void Load(ReadOnlySpan<float> samples, GuardedMemory arena, ref float kept)
    {
        float[] rows = new float[Block.Samples * _plan.InputSize];
        samples.CopyTo(rows);
        kernels.LoadInput(ref rows[0], [.. Enumerable.Range(0, Block.Samples)], ref arena.Origin, ref kept);
    }
}
