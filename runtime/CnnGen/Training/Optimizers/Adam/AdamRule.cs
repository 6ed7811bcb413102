using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> have in common: steps by a mean gradient over the root of a mean squared gradient.</summary>
public abstract class AdamRule : Optimizer
{
    private readonly float _beta1 = 0.9f;
    private readonly float _beta2 = 0.999f;
    private readonly float _epsilon = 1e-8f;

    private protected AdamRule(float learningRate, float weightDecay)
        : base(learningRate, weightDecay)
    {
    }

    /// <summary>The part of the mean gradient that a step keeps, in [0, 1); 0.9 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Beta1 { get => _beta1; init => _beta1 = Kept(value, nameof(Beta1)); }

    /// <summary>The part of the mean squared gradient that a step keeps, in [0, 1); 0.999 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Beta2 { get => _beta2; init => _beta2 = Kept(value, nameof(Beta2)); }

    /// <summary>What is added to the root of the mean squared gradient; finite and at least 1e-15; 1e-8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 1e-15.</exception>
    public float Epsilon { get => _epsilon; init => _epsilon = Addend(value, nameof(Epsilon)); }

    /// <summary>
    /// Whether a step divides by the largest v so far in place of the last one (Reddi et al., On the Convergence of Adam and Beyond, 2018);
    /// <see langword="false"/> unless set.
    /// </summary>
    public bool AmsGrad { get; init; }

    /// <summary>The mean gradient and the mean squared gradient of each parameter; with <see cref="AmsGrad"/> also the largest of the latter.</summary>
    public sealed override IReadOnlyList<string> StateNames => AmsGrad ? ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"] : ["exp_avg", "exp_avg_sq"];

    /// <summary>Whether the decay shortens weights beside the gradient, and is no part of it.</summary>
    internal abstract bool DecaysWeightsThemselves { get; }

    internal sealed override float? OwnMomentum => Beta1;

    private protected sealed override IReadOnlyList<OptimizerSetting> RuleSettings =>
    [
        new("beta 1", Beta1),
        new("beta 2", Beta2),
        new("epsilon", Epsilon),
        new("amsgrad", AmsGrad),
    ];

    internal sealed override OptimizerState CreateState(LearnedParameters parameters, LaneWidth width) => new AdamState(this, parameters.Tensors, width);
}
