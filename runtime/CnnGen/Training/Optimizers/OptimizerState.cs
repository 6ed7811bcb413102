using CnnGen.Memory;

namespace CnnGen.Training.Optimizers;

/// <summary>What an optimiser keeps from step to step, and its rule on vectors of one width.</summary>
/// <param name="optimizer">The optimiser, whose settings may change between steps.</param>
/// <param name="length">Floats that learn, a multiple of 16.</param>
internal abstract class OptimizerState(Optimizer optimizer, int length)
{
    public Optimizer Optimizer { get; } = optimizer;

    /// <summary>One arena for each of <see cref="Optimizer.StateNames"/>, laid out like the parameters that learn; zero before the first step.</summary>
    public IReadOnlyList<Arena> Tensors { get; } = [.. optimizer.StateNames.Select(_ => new Arena(length))];

    /// <summary>The steps that are done, by earlier runs too where a checkpoint was resumed.</summary>
    public long Steps { get; set; }

    /// <summary>The learning rate of the step at hand.</summary>
    public float LearningRate { get; private set; }

    /// <summary>Begins a step, before any range is updated.</summary>
    public virtual void BeginStep(float learningRate)
    {
        LearningRate = learningRate;
        Steps++;
    }

    /// <summary>Moves the weights of a range along the gradient. Ranges of one step run side by side.</summary>
    /// <param name="weights">The first float of all parameters that learn.</param>
    /// <param name="gradient">Their gradient, which is only read.</param>
    /// <param name="range">The range.</param>
    public abstract void Update(ref float weights, ref float gradient, ArenaRange range);
}
