using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// RMSProp, by PyTorch's rule: g ← g + decay × w; s ← α s + (1 − α) g²; w ← w − learning rate × g / (√s + ε) (Hinton, lecture 6e, 2012). With
/// <see cref="Momentum"/> b ← momentum × b + g / (√s + ε) and w ← w − learning rate × b; with <see cref="Centered"/> also
/// a ← α a + (1 − α) g, and the root is of s − a², or of 0 where rounding makes that negative (Graves, Generating Sequences With Recurrent
/// Neural Networks, 2013).
/// </summary>
/// <param name="learningRate">Finite and above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
public sealed class RmsProp(float learningRate = 0.01f) : Optimizer(learningRate)
{
    private readonly float _alpha = 0.99f;
    private readonly float _momentum;
    private readonly float _epsilon = 1e-8f;

    /// <summary>The part of the mean squared gradient that a step keeps, in [0, 1); 0.99 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Alpha { get => _alpha; init => _alpha = Kept(value, nameof(Alpha)); }

    /// <summary>The part of a step that the next one keeps, in [0, 1); 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Momentum { get => _momentum; init => _momentum = Kept(value, nameof(Momentum)); }

    /// <summary>What is added to the root; finite and at least 1e-15; 1e-8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 1e-15.</exception>
    public float Epsilon { get => _epsilon; init => _epsilon = Addend(value, nameof(Epsilon)); }

    /// <summary>Whether a gradient is divided by its standard deviation, and not by the root of its mean square; <see langword="false"/> unless set.</summary>
    public bool Centered { get; init; }

    /// <summary>The mean squared gradient of each parameter; with momentum what a step keeps, and centered the mean gradient.</summary>
    public override IReadOnlyList<string> StateNames =>
        [.. new[] { "square_avg" }, .. Momentum == 0f ? Array.Empty<string>() : ["momentum_buffer"], .. Centered ? ["grad_avg"] : Array.Empty<string>()];

    internal override string RuleName => "rmsprop";

    internal override float? OwnMomentum => Momentum == 0f ? null : Momentum;

    private protected override IReadOnlyList<OptimizerSetting> RuleSettings =>
    [
        new("alpha", Alpha),
        new("momentum", Momentum),
        new("epsilon", Epsilon),
        new("centered", Centered),
    ];

    internal override OptimizerState CreateState(LearnedParameters parameters, LaneWidth width) => new RmsPropState(this, parameters, width);
}
