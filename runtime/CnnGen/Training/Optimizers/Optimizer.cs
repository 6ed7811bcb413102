using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>The rule by which weights follow the gradient: <see cref="Sgd"/>.</summary>
/// <remarks>
/// An optimiser names what it keeps for each parameter, and its settings: a checkpoint saves and compares them, and figures of memory
/// count them, without knowing the rule.
/// </remarks>
public abstract class Optimizer
{
    private float _learningRate;

    private protected Optimizer(float learningRate)
    {
        ThrowUnless(float.IsFinite(learningRate) && learningRate > 0f, learningRate, "finite and above 0", nameof(learningRate));
        _learningRate = learningRate;
    }

    /// <summary>The length of a step; finite and above 0. It may change between steps, as a schedule demands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            ThrowUnless(float.IsFinite(value) && value > 0f, value, "finite and above 0", nameof(LearningRate));
            _learningRate = value;
        }
    }

    /// <summary>
    /// The names of the numbers that it keeps from step to step for each parameter that learns: <c>velocity</c>. A checkpoint saves them
    /// under the parameter's name: <c>conv1.weight.velocity</c>.
    /// </summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>The name under which a checkpoint remembers the rule; it never changes.</summary>
    internal abstract string RuleName { get; }

    /// <summary>What decides its steps beside the learning rate. A run that goes on from a checkpoint must have the same.</summary>
    internal abstract IReadOnlyList<OptimizerSetting> Settings { get; }

    /// <summary>Allocates what it keeps for so many floats that learn.</summary>
    internal abstract OptimizerState CreateState(int length, LaneWidth width);

    private protected static void ThrowUnless(bool valid, float value, string expected, string argument)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(
                argument, FormattableString.Invariant($"Expected a value that is {expected}, but found {value}."));
        }
    }
}
