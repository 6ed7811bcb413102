namespace CnnGen;

/// <summary>
/// <see cref="Adam"/> with decoupled weight decay, by PyTorch's rule: w ← w × (1 − learning rate × decay), then Adam's step, whose gradient has
/// no decay (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019). The decay is 0.01 unless set.
/// </summary>
/// <param name="learningRate">Finite and above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not above 0.</exception>
public sealed class AdamW(float learningRate = 0.001f) : AdamRule(learningRate, weightDecay: 0.01f)
{
    internal override string RuleName => "adamw";

    internal override bool DecaysWeightsThemselves => true;
}
