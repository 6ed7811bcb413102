using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// Lion: w ← w × (1 − learning rate × decay); w ← w − learning rate × sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g (Chen et al., Symbolic
/// Discovery of Optimization Algorithms, 2023, algorithm 2). Each weight moves by the learning rate, so that this is smaller than for
/// <see cref="AdamW"/>, by a factor of 3 to 10, and the decay larger by as much.
/// </summary>
/// <param name="learningRate">Finite and above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
public sealed class Lion(float learningRate = 0.0001f) : Optimizer(learningRate)
{
    private readonly float _beta1 = 0.9f;
    private readonly float _beta2 = 0.99f;

    /// <summary>The part of the direction of a step that is the mean gradient before it, in [0, 1); 0.9 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Beta1 { get => _beta1; init => _beta1 = Kept(value, nameof(Beta1)); }

    /// <summary>The part of the mean gradient that a step keeps, in [0, 1); 0.99 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Beta2 { get => _beta2; init => _beta2 = Kept(value, nameof(Beta2)); }

    /// <summary>The mean gradient of each parameter.</summary>
    public override IReadOnlyList<string> StateNames { get; } = ["exp_avg"];

    internal override string RuleName => "lion";

    internal override float? OwnMomentum => Beta1;

    private protected override IReadOnlyList<OptimizerSetting> RuleSettings => [new("beta 1", Beta1), new("beta 2", Beta2)];

    internal override OptimizerState CreateState(LearnedParameters parameters, LaneWidth width) => new LionState(this, parameters, width);
}
