using System.Globalization;
using CnnGen.Numerics;
using CnnGen.Training.Optimizers;

namespace CnnGen;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, by PyTorch's rule: g ← g + decay × w;
/// v ← momentum × v + g; w ← w − learning rate × v (Sutskever et al., On the importance of initialization and momentum
/// in deep learning, 2013, with the learning rate outside of v). The decay applies to biases too.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly float _weightDecay;

    /// <summary>Plain gradient descent, until momentum or decay are set.</summary>
    /// <param name="learningRate">Finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
    public Sgd(float learningRate)
        : base(learningRate)
    {
    }

    /// <summary>The part of a step that the next one keeps, in [0, 1); 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Momentum
    {
        get => _momentum;
        init
        {
            ThrowUnless(value is >= 0f and < 1f, value, "at least 0 and below 1", nameof(Momentum));
            _momentum = value;
        }
    }

    /// <summary>The pull of each weight towards zero, added to the gradient; finite and at least 0; 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or below 0.</exception>
    public float WeightDecay
    {
        get => _weightDecay;
        init
        {
            ThrowUnless(float.IsFinite(value) && value >= 0f, value, "finite and at least 0", nameof(WeightDecay));
            _weightDecay = value;
        }
    }

    /// <summary>The velocity of each parameter, which is kept without momentum too.</summary>
    public override IReadOnlyList<string> StateNames { get; } = ["velocity"];

    internal override string RuleName => "sgd";

    internal override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("momentum", Momentum.ToString(CultureInfo.InvariantCulture)),
        new("weight decay", WeightDecay.ToString(CultureInfo.InvariantCulture)),
    ];

    internal override OptimizerState CreateState(int length, LaneWidth width) => LaneWidths.Resolve(width) switch
    {
        LaneWidth.Bits128 => new SgdState<Lanes128>(this, length),
        LaneWidth.Bits256 => new SgdState<Lanes256>(this, length),
        _ => new SgdState<Lanes512>(this, length),
    };
}
