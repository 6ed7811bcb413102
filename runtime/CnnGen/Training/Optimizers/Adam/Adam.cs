namespace CnnGen;

/// <summary>
/// Adam with bias correction, by PyTorch's rule: g ← g + decay × w; m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;
/// w ← w − learning rate × (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) in step t (Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015).
/// </summary>
/// <param name="learningRate">Finite and above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
public sealed class Adam(float learningRate = 0.001f) : AdamRule(learningRate, weightDecay: 0f)
{
    internal override string RuleName => "adam";

    internal override bool DecaysWeightsThemselves => false;
}
