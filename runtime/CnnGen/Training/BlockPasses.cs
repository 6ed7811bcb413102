using System.Runtime.CompilerServices;
using CnnGen.Kernels;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>
/// The passes of a step: each block forward and backward. A task is a slot, and takes the blocks of that slot in order, so that
/// each sum of gradients has the same order whoever runs it. Where layers normalise over the batch it is run phase by phase,
/// and each block keeps its arena from one to the next; else a thread takes a block through all of it in one arena.
/// </summary>
internal sealed class BlockPasses<T>(
    BlockKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, BatchStatistics? statistics, Arena slots, Arena kept, int workspaces)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkPlan _plan = T.Plan;
    private readonly BlockWorkspace<T>[] _workspaces =
        [.. Enumerable.Range(0, workspaces).Select(_ => new BlockWorkspace<T>(kernels))];

    /// <summary>The slots that the batch at hand fills.</summary>
    public int Slots => Math.Min(_plan.GradientSlots, batch.Blocks);

    /// <summary>The phase to run, from 0 to twice the number of norms: forward, up to the loss and back, backward.</summary>
    public int Phase { get; set; }

    public void Run(int task, int worker)
    {
        int length = _plan.BlockGradientLength;
        if (Phase == 0)
        {
            slots.Span.Slice(task * length, length).Clear();
        }

        ref float gradient = ref Unsafe.Add(ref slots.Origin, (nint)task * length);
        for (int block = task; block < batch.Blocks; block += _plan.GradientSlots)
        {
            Pass(block, _workspaces[statistics is null ? worker : block], ref gradient);
        }
    }

    private void Pass(int block, BlockWorkspace<T> workspace, ref float gradient)
    {
        ref float arena = ref workspace.Arena;
        ref int labels = ref batch.Labels(block)[0];
        ref float weights = ref batch.Weights(block)[0];
        ref float keptOfBlock = ref Unsafe.Add(ref kept.Origin, (nint)block * _plan.KeptLength);
        ref float ofBatch = ref statistics is null ? ref Unsafe.NullRef<float>() : ref statistics.OfBatch;
        ref float ofBlock = ref statistics is null ? ref Unsafe.NullRef<float>() : ref statistics.OfBlock(block);
        int last = _plan.Norms.Count;
        if (Phase == 0)
        {
            workspace.Load(batch.Data, batch.Indices(block), batch.Labels(block), ref keptOfBlock);
            if (_plan.DropoutOffset >= 0)
            {
                DropoutMask.Begin(ref Unsafe.Add(ref arena, _plan.DropoutOffset), batch.Draw, block);
            }
        }

        if (Phase <= last)
        {
            kernels.ForwardPhase(Phase, ref parameters.Origin, ref packed.Origin, ref arena, ref weights, ref ofBatch, ref ofBlock);
        }

        if (Phase == last)
        {
            kernels.Loss(ref arena, ref labels, ref batch.Losses(block)[0]);
            kernels.Classify(ref arena, ref batch.Classes(block)[0]);
        }

        if (Phase >= last)
        {
            kernels.BackwardPhase(
                Phase - last, ref parameters.Origin, ref packed.Origin, ref arena, ref labels, ref weights, ref ofBatch, ref ofBlock,
                ref keptOfBlock, ref gradient);
        }
    }
}
