using System.Runtime.CompilerServices;
using CnnGen.Networks;
using CnnGen.Parameters;

namespace CnnGen.Training;

/// <summary>The last phase of a step: the optimiser, over ranges of the arena.</summary>
internal sealed class WeightUpdate<T>(BlockKernels<T> kernels, Arena parameters, Arena gradient) : IParallelWork
    where T : class, INetwork<T>
{
    /// <summary>What momentum keeps of earlier steps, laid out like the gradient.</summary>
    public Arena Velocity { get; } = new(gradient.Length);

    /// <summary>The optimiser of the step at hand.</summary>
    public Sgd Optimizer { get; set; } = null!;

    /// <summary>The learning rate of the step at hand.</summary>
    public float LearningRate { get; set; }

    public int Tasks => ArenaRange.CountFor(gradient.Length);

    public void Run(int task, int worker)
    {
        ArenaRange range = ArenaRange.At(task, gradient.Length);
        kernels.SgdStep(
            ref Unsafe.Add(ref parameters.Origin, range.Start),
            ref Unsafe.Add(ref Velocity.Origin, range.Start),
            ref Unsafe.Add(ref gradient.Origin, range.Start),
            range.Length,
            Optimizer,
            LearningRate);
    }
}
