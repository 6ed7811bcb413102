using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>The moments of <see cref="Adam"/> and <see cref="AdamW"/>, and their rule on lanes.</summary>
internal sealed class AdamState(AdamRule optimizer, IReadOnlyList<LearnedTensor> tensors, LaneWidth width)
    : ElementwiseState(optimizer, tensors, width)
{
    private double _correction1;
    private double _correction2;

    public override void BeginStep(float learningRate, float? momentum = null)
    {
        base.BeginStep(learningRate, momentum);
        _correction1 = 1 - Power(Momentum, Steps);
        _correction2 = 1 - Power(optimizer.Beta2, Steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update<V>(ref float weight, ref float gradient, UpdateRange range)
    {
        ref float mean = ref State(0, range);
        ref float square = ref State(1, range);
        bool isAmsGrad = optimizer.AmsGrad;
        ref float largest = ref State(isAmsGrad ? 2 : 1, range);
        double rate = (double)LearningRate * range.LearningRateScale;
        double pull = (double)optimizer.WeightDecay * range.WeightDecayScale;
        V decay = V.Broadcast(optimizer.DecaysWeightsThemselves ? 0f : (float)pull);
        V keep = V.Broadcast(optimizer.DecaysWeightsThemselves ? (float)(1 - (rate * pull)) : 1f);
        V beta1 = V.Broadcast(Momentum);
        V beta2 = V.Broadcast(optimizer.Beta2);
        V part1 = V.Broadcast((float)(1 - (double)Momentum));
        V part2 = V.Broadcast((float)(1 - (double)optimizer.Beta2));
        V root = V.Broadcast((float)(1 / Math.Sqrt(_correction2)));
        V epsilon = V.Broadcast(optimizer.Epsilon);
        V descent = V.Broadcast((float)(-rate / _correction1));
        for (int vector = 0; vector < range.Length / V.Count; vector++)
        {
            V w = V.Load(ref weight, vector);
            V g = V.MultiplyAdd(decay, w, V.Load(ref gradient, vector));
            V m = LaneMath.Flush(V.MultiplyAdd(beta1, V.Load(ref mean, vector), part1 * g));
            V v = LaneMath.Flush(V.MultiplyAdd(beta2, V.Load(ref square, vector), part2 * g * g));
            V.Store(m, ref mean, vector);
            V.Store(v, ref square, vector);
            if (isAmsGrad)
            {
                v = V.Max(V.Load(ref largest, vector), v);
                V.Store(v, ref largest, vector);
            }

            // A square that is infinite would let its weight stay where it is, and nobody would see it: v − v is not a number then, and 0 otherwise.
            V kept = V.MultiplyAdd(keep, w, v - v);
            V step = m / V.MultiplyAdd(V.Sqrt(v), root, epsilon);
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, step, kept)), ref weight, vector);
        }
    }

    // By squaring, since the platforms' own powers differ in their last bits.
    private static double Power(double number, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            power *= (exponent & 1) == 1 ? number : 1;
            number *= number;
        }

        return power;
    }
}
