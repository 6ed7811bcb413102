using CnnGen.Networks;
using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, by PyTorch's rule: g ← g + decay × w;
/// v ← momentum × v + (1 − dampening) × g; w ← w − learning rate × v (Sutskever et al., On the importance of initialization and momentum
/// in deep learning, 2013, with the learning rate outside of v).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly float _dampening;

    /// <summary>Plain gradient descent, until momentum or decay are set.</summary>
    /// <param name="learningRate">Finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
    public Sgd(float learningRate)
        : base(learningRate)
    {
    }

    /// <summary>The part of a step that the next one keeps, in [0, 1); 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Momentum { get => _momentum; init => _momentum = Kept(value, nameof(Momentum)); }

    /// <summary>
    /// The part of a gradient that a velocity leaves out, from the second step on, in [0, 1); 0 unless set. Without <see cref="Momentum"/> it
    /// changes nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Dampening { get => _dampening; init => _dampening = Kept(value, nameof(Dampening)); }

    /// <summary>
    /// Whether a weight moves by g + momentum × v, where it will be and not where it is; <see langword="false"/> unless set. It needs a
    /// <see cref="Momentum"/> and no <see cref="Dampening"/>.
    /// </summary>
    public bool Nesterov { get; init; }

    /// <summary>The velocity of each parameter, which is kept without momentum too.</summary>
    public override IReadOnlyList<string> StateNames { get; } = ["velocity"];

    internal override string RuleName => "sgd";

    internal override float? OwnMomentum => Momentum;

    private protected override IReadOnlyList<OptimizerSetting> RuleSettings =>
    [
        new("momentum", Momentum),
        new("dampening", Dampening, "0"),
        new("nesterov", Nesterov, "false"),
    ];

    internal override void ThrowIfUnfitFor(NetworkLayout layout)
    {
        if (Nesterov && (Momentum == 0f || Dampening != 0f))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Nesterov needs a momentum above 0 and a dampening of 0, but found momentum {Momentum} and dampening {Dampening}."), nameof(Nesterov));
        }

        base.ThrowIfUnfitFor(layout);
    }

    internal override OptimizerState CreateState(LearnedParameters parameters, LaneWidth width) => new SgdState(this, parameters, width);
}
