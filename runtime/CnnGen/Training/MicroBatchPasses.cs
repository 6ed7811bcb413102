using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Kernels;
using CnnGen.Memory;
using CnnGen.Networks;

namespace CnnGen.Training;

/// <summary>
/// The passes of a step: each micro-batch forward and backward. A task is a slot, and takes the micro-batches of that slot in order, so that
/// each sum of gradients has the same order whoever runs it. Where layers normalise over the batch it is run phase by phase,
/// and each micro-batch keeps its arena from one to the next; else a thread takes a micro-batch through all of it in one arena.
/// </summary>
internal sealed class MicroBatchPasses<T>(
    MicroBatchKernels<T> kernels, Arena parameters, PackedWeights<T> packed, Batch batch, BatchStatistics? statistics, Arena slots, Arena kept, int workspaces)
    : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkLayout _layout = T.Layout;
    private readonly MicroBatchWorkspace<T>[] _workspaces =
        [.. Enumerable.Range(0, workspaces).Select(_ => new MicroBatchWorkspace<T>(kernels))];

    /// <summary>The slots that the batch at hand fills.</summary>
    public int Slots => Math.Min(_layout.GradientSlots, batch.MicroBatches);

    /// <summary>The phase to run, from 0 to twice the number of norms: forward, up to the loss and back, backward.</summary>
    public int Phase { get; set; }

    public void Run(int task, int worker)
    {
        int length = _layout.MicroBatchGradientLength;
        if (Phase == 0)
        {
            slots.Span.Slice(task * length, length).Clear();
        }

        ref float gradient = ref Unsafe.Add(ref slots.Origin, (nint)task * length);
        for (int microBatch = task; microBatch < batch.MicroBatches; microBatch += _layout.GradientSlots)
        {
            Pass(microBatch, _workspaces[statistics is null ? worker : microBatch], ref gradient);
        }
    }

    private void Pass(int microBatch, MicroBatchWorkspace<T> workspace, ref float gradient)
    {
        ref float arena = ref workspace.Arena;
        ref int labels = ref batch.Labels(microBatch)[0];
        ref float sampleWeights = ref batch.SampleWeights(microBatch)[0];
        ref float keptOfMicroBatch = ref Unsafe.Add(ref kept.Origin, (nint)microBatch * _layout.KeptLength);
        ref float batchStatistics = ref statistics is null ? ref Unsafe.NullRef<float>() : ref statistics.Whole;
        ref float partialStatistics = ref statistics is null ? ref Unsafe.NullRef<float>() : ref statistics.Partial(microBatch);
        int last = _layout.Norms.Count;
        if (Phase == 0)
        {
            workspace.Load(batch.Data, batch.Indices(microBatch), batch.Labels(microBatch), ref keptOfMicroBatch);
            if (_layout.DropoutOffset >= 0)
            {
                DropoutMask.Begin(ref Unsafe.Add(ref arena, _layout.DropoutOffset), batch.Draw, microBatch);
            }
        }

        if (Phase <= last)
        {
            kernels.ForwardPhase(Phase, ref parameters.Origin, ref packed.Origin, ref arena, ref sampleWeights, ref batchStatistics, ref partialStatistics);
        }

        if (Phase == last)
        {
            kernels.Loss(ref arena, ref labels, ref batch.Losses(microBatch)[0]);
            kernels.Classify(ref arena, ref batch.Classes(microBatch)[0]);
        }

        if (Phase >= last)
        {
            kernels.BackwardPhase(
                Phase - last, ref parameters.Origin, ref packed.Origin, ref arena, ref labels, ref sampleWeights, ref batchStatistics, ref partialStatistics,
                ref keptOfMicroBatch, ref gradient);
        }
    }
}
