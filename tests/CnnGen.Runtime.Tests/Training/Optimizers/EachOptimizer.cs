namespace CnnGen.Runtime.Tests.Training.Optimizers;

/// <summary>Every rule, with each of its ways to compute.</summary>
internal static class EachOptimizer
{
    public static readonly Dictionary<string, Func<Optimizer>> ByName = new()
    {
        ["Sgd"] = () => new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f },
        ["Sgd, Nesterov"] = () => new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true },
        ["Sgd, dampening"] = () => new Sgd(0.1f) { Momentum = 0.9f, Dampening = 0.5f },
        ["Adam"] = () => new Adam(0.01f) { WeightDecay = 0.01f },
        ["Adam, AMSGrad"] = () => new Adam(0.01f) { AmsGrad = true },
        ["AdamW"] = () => new AdamW(0.01f),
        ["AdamW, AMSGrad"] = () => new AdamW(0.01f) { AmsGrad = true, WeightDecay = 0.1f },
        ["RmsProp"] = () => new RmsProp(0.01f) { WeightDecay = 0.01f },
        ["RmsProp, centered"] = () => new RmsProp(0.01f) { Centered = true },
        ["RmsProp, momentum"] = () => new RmsProp(0.01f) { Momentum = 0.9f },
        ["RmsProp, both"] = () => new RmsProp(0.01f) { Centered = true, Momentum = 0.9f },
        ["Lion"] = () => new Lion(0.001f) { WeightDecay = 0.1f },
        ["Muon"] = () => new Muon(0.02f) { WeightDecay = 0.1f },
        ["Muon, plain"] = () => new Muon(0.02f) { Nesterov = false },
    };

    public static TheoryData<string> Names() => [.. ByName.Keys];
}
