using System.Runtime.CompilerServices;
using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Networks;

namespace CnnGen.Training;

/// <summary>
/// The second phase of a step: the gradients that are summed over the whole batch at once, and the sum of the slots.
/// </summary>
internal sealed class GradientSums<T>(MicroBatchKernels<T> kernels, Arena slots, Arena kept, Arena gradient) : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkLayout _layout = T.Layout;

    /// <summary>The slots that the batch filled.</summary>
    public int Slots { get; set; }

    /// <summary>The micro-batches of the batch.</summary>
    public int MicroBatches { get; set; }

    public int Tasks => _layout.BatchGradientTasks + ArenaRange.CountFor(_layout.MicroBatchGradientLength);

    public void Run(int task, int worker)
    {
        if (task < _layout.BatchGradientTasks)
        {
            kernels.BatchGradient(task, ref kept.Origin, MicroBatches, ref gradient.Origin);
            return;
        }

        ArenaRange range = ArenaRange.At(task - _layout.BatchGradientTasks, _layout.MicroBatchGradientLength);
        kernels.SumRows(
            ref Unsafe.Add(ref slots.Origin, range.Start), Slots, _layout.MicroBatchGradientLength,
            ref Unsafe.Add(ref gradient.Origin, range.Start), range.Length);
    }
}
