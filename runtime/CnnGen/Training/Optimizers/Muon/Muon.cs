using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// Muon for weight matrices, AdamW for the rest (Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024). A matrix moves by
/// its momentum, made orthogonal: m ← m + (1 − momentum) (g − m); u ← g + momentum × (m − g), or m without <see cref="Nesterov"/>;
/// X ← u / (‖u‖ + 1e-7); five times A ← X Xᵀ, X ← 3.4445 X + (−4.7750 A + 2.0315 A²) X;
/// w ← w × (1 − learning rate × decay) − learning rate × √max(1, rows / columns) × X.
/// </summary>
/// <remarks>
/// <para>Matrices are the weights of fully connected layers, (outputs, inputs), and those of convolutions, (filters, channels × kernel). Biases,
/// normalisations and locally connected layers, whose weights are a matrix for each position, follow <see cref="AdamW"/> with
/// <see cref="AdamLearningRateScale"/>, <see cref="AdamBeta1"/>, <see cref="AdamBeta2"/> and <see cref="AdamEpsilon"/>, and the same decay.</para>
/// <para>A matrix costs some 5 × (2 × larger + smaller side) × smaller side² multiply-adds a step, whatever the batch size.</para>
/// </remarks>
/// <param name="learningRate">Finite and above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
public sealed class Muon(float learningRate = 0.02f) : Optimizer(learningRate)
{
    private readonly float _momentum = 0.95f;
    private readonly float _adamLearningRateScale = 0.015f;
    private readonly float _adamBeta1 = 0.9f;
    private readonly float _adamBeta2 = 0.95f;
    private readonly float _adamEpsilon = 1e-10f;

    /// <summary>The part of the momentum of a matrix that a step keeps, in [0, 1); 0.95 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Momentum { get => _momentum; init => _momentum = Kept(value, nameof(Momentum)); }

    /// <summary>Whether a matrix moves by a mean of gradient and momentum, and not by the momentum alone; <see langword="true"/> unless set.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>What <see cref="Optimizer.LearningRate"/> is multiplied by for AdamW; finite and at least 0; 0.015 unless set, which makes 0.0003 of 0.02.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 0.</exception>
    public float AdamLearningRateScale { get => _adamLearningRateScale; init => _adamLearningRateScale = NotNegative(value, nameof(AdamLearningRateScale)); }

    /// <summary><see cref="AdamRule.Beta1"/> of AdamW, in [0, 1); 0.9 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float AdamBeta1 { get => _adamBeta1; init => _adamBeta1 = Kept(value, nameof(AdamBeta1)); }

    /// <summary><see cref="AdamRule.Beta2"/> of AdamW, in [0, 1); 0.95 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float AdamBeta2 { get => _adamBeta2; init => _adamBeta2 = Kept(value, nameof(AdamBeta2)); }

    /// <summary><see cref="AdamRule.Epsilon"/> of AdamW; finite and at least 1e-15; 1e-10 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 1e-15.</exception>
    public float AdamEpsilon { get => _adamEpsilon; init => _adamEpsilon = Addend(value, nameof(AdamEpsilon)); }

    /// <summary>The momentum of each weight matrix; the mean gradient and the mean squared gradient of each other parameter.</summary>
    public override IReadOnlyList<string> StateNames { get; } = [MuonState.MomentumName, "exp_avg", "exp_avg_sq"];

    internal override string RuleName => "muon";

    internal override float? OwnMomentum => Momentum;

    private protected override IReadOnlyList<OptimizerSetting> RuleSettings =>
    [
        new("momentum", Momentum),
        new("nesterov", Nesterov),
        new("adam learning rate scale", AdamLearningRateScale),
        new("adam beta 1", AdamBeta1),
        new("adam beta 2", AdamBeta2),
        new("adam epsilon", AdamEpsilon),
    ];

    internal override OptimizerState CreateState(LearnedParameters parameters, LaneWidth width) => new MuonState(this, parameters, width);

    internal override long BytesOfState(LearnedParameters parameters) => MuonState.BytesFor(parameters);

    /// <summary>The rule of what is no matrix.</summary>
    internal AdamW Rest() => new(LearningRate) { Beta1 = AdamBeta1, Beta2 = AdamBeta2, Epsilon = AdamEpsilon, WeightDecay = WeightDecay };
}
