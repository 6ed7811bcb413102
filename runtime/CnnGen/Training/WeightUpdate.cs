using CnnGen.Execution;
using CnnGen.Memory;
using CnnGen.Training.Optimizers;

namespace CnnGen.Training;

/// <summary>The last phase of a step: the optimiser, over ranges of the arena.</summary>
internal sealed class WeightUpdate(OptimizerState state, Arena parameters, Arena gradient) : IParallelWork
{
    public int Tasks => ArenaRange.CountFor(gradient.Length);

    public void Run(int task, int worker) =>
        state.Update(ref parameters.Origin, ref gradient.Origin, ArenaRange.At(task, gradient.Length));
}
