using System.Runtime.CompilerServices;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>
/// The second phase of a step: the gradients that are summed over the whole batch at once, and the sum of the slots.
/// </summary>
internal sealed class GradientSums<T>(BlockKernels<T> kernels, Arena slots, Arena kept, Arena gradient) : IParallelWork
    where T : class, INetwork<T>
{
    private readonly NetworkPlan _plan = T.Plan;

    /// <summary>The slots that the batch filled.</summary>
    public int Slots { get; set; }

    /// <summary>The blocks of the batch.</summary>
    public int Blocks { get; set; }

    public int Tasks => _plan.BatchGradientTasks + ArenaRange.CountFor(_plan.BlockGradientLength);

    public void Run(int task, int worker)
    {
        if (task < _plan.BatchGradientTasks)
        {
            kernels.BatchGradient(task, ref kept.Origin, Blocks, ref gradient.Origin);
            return;
        }

        ArenaRange range = ArenaRange.At(task - _plan.BatchGradientTasks, _plan.BlockGradientLength);
        kernels.SumRows(
            ref Unsafe.Add(ref slots.Origin, range.Start), Slots, _plan.BlockGradientLength,
            ref Unsafe.Add(ref gradient.Origin, range.Start), range.Length);
    }
}
