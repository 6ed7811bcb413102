using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>
/// The first phase of a step: each block forward and backward. A task is a slot, and takes the blocks of that slot in
/// order, so that each sum of gradients has the same order whoever runs it.
/// </summary>
internal sealed class BlockPasses<T>(
    BlockKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, Arena slots, Arena kept, int workers)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkPlan _plan = T.Plan;
    private readonly BlockWorkspace<T>[] _workspaces =
        [.. Enumerable.Range(0, workers).Select(_ => new BlockWorkspace<T>(kernels))];

    /// <summary>The slots that the batch at hand fills.</summary>
    public int Slots => Math.Min(_plan.GradientSlots, batch.Blocks);

    public void Run(int task, int worker)
    {
        int length = _plan.BlockGradientLength;
        slots.Span.Slice(task * length, length).Clear();
        ref float gradient = ref Unsafe.Add(ref slots.Origin, (nint)task * length);
        for (int block = task; block < batch.Blocks; block += _plan.GradientSlots)
        {
            Pass(block, _workspaces[worker], ref gradient);
        }
    }

    private void Pass(int block, BlockWorkspace<T> workspace, ref float gradient)
    {
        ref float arena = ref workspace.Arena;
        ref int labels = ref batch.Labels(block)[0];
        workspace.Load(batch.Data, batch.Indices(block), batch.Labels(block));
        if (_plan.DropoutOffset >= 0)
        {
            DropoutMask.Begin(ref Unsafe.Add(ref arena, _plan.DropoutOffset), batch.Draw, block);
        }

        kernels.Forward(ref parameters.Origin, ref packed.Origin, ref arena);
        kernels.Loss(ref arena, ref labels, ref batch.Losses(block)[0]);
        kernels.Classify(ref arena, ref batch.Classes(block)[0]);
        kernels.Backward(
            ref parameters.Origin, ref packed.Origin, ref arena, ref labels, ref batch.Weights(block)[0],
            ref Unsafe.Add(ref kept.Origin, (nint)block * _plan.KeptLength), ref gradient);
    }
}
