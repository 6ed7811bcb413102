using CnnGen.Memory;
using CnnGen.Parameters;

namespace CnnGen.Training.Optimizers;

/// <summary>What an optimiser keeps from step to step, and its rule.</summary>
/// <remarks>
/// A number of it that is not finite makes its weight so in the same step: divergence is looked for in weights alone.
/// </remarks>
/// <param name="optimizer">The optimiser.</param>
internal abstract class OptimizerState(Optimizer optimizer)
{
    public Optimizer Optimizer { get; } = optimizer;

    /// <summary>What a checkpoint saves of it, under the names of parameters and of <see cref="Optimizer.StateNames"/>; zero before the first step.</summary>
    public abstract IReadOnlyList<Parameter> Tensors { get; }

    /// <summary>The steps that are done, by earlier runs too where a checkpoint was resumed.</summary>
    public long Steps { get; set; }

    /// <summary>The learning rate of the step at hand.</summary>
    public float LearningRate { get; private set; }

    /// <summary>The momentum of the step at hand; of Adam and its kin the first beta; 0 where the rule has none.</summary>
    public float Momentum { get; private set; }

    /// <summary>Begins a step, before <see cref="Update"/>.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="momentum">The momentum; the optimiser's own unless given.</param>
    public virtual void BeginStep(float learningRate, float? momentum = null)
    {
        LearningRate = learningRate;
        Momentum = momentum ?? Optimizer.OwnMomentum ?? 0f;
        Steps++;
    }

    /// <summary>Moves all weights that learn along the gradient.</summary>
    /// <param name="weights">All parameters.</param>
    /// <param name="gradient">The gradient of those that learn, which is only read.</param>
    /// <param name="threads">The most threads to use.</param>
    public abstract void Update(Arena weights, Arena gradient, int threads);
}
