using System.Globalization;
using System.Runtime.CompilerServices;
using CnnGen.Memory;
using CnnGen.Training.Optimizers;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>
/// A rule with two numbers a parameter, that counts its steps (Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015,
/// algorithm 1), written against the contract of optimisers alone.
/// </summary>
internal sealed class Adam(float learningRate) : Optimizer(learningRate)
{
    public float Beta1 { get; init; } = 0.9f;

    public float Beta2 { get; init; } = 0.999f;

    public override IReadOnlyList<string> StateNames { get; } = ["exp_avg", "exp_avg_sq"];

    internal override string RuleName => "adam";

    internal override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("beta 1", Beta1.ToString(CultureInfo.InvariantCulture)),
        new("beta 2", Beta2.ToString(CultureInfo.InvariantCulture)),
    ];

    internal override OptimizerState CreateState(int length, LaneWidth width) => new AdamState(this, length);

    private sealed class AdamState(Adam optimizer, int length) : OptimizerState(optimizer, length)
    {
        public override void Update(ref float weights, ref float gradient, ArenaRange range)
        {
            double first = 1 - Math.Pow(optimizer.Beta1, Steps);
            double second = 1 - Math.Pow(optimizer.Beta2, Steps);
            for (int i = range.Start; i < range.Start + range.Length; i++)
            {
                float g = Unsafe.Add(ref gradient, i);
                ref float mean = ref Tensors[0].Span[i];
                ref float square = ref Tensors[1].Span[i];
                mean += (1 - optimizer.Beta1) * (g - mean);
                square += (1 - optimizer.Beta2) * ((g * g) - square);
                Unsafe.Add(ref weights, i) -= (float)(LearningRate * (mean / first) / (Math.Sqrt(square / second) + 1e-8));
            }
        }
    }
}
