using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>The means of <see cref="RmsProp"/>, and its rule on lanes.</summary>
internal sealed class RmsPropState(RmsProp optimizer, LearnedParameters parameters, LaneWidth width)
    : ElementwiseState(optimizer, parameters.Tensors, width)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update<V>(ref float weight, ref float gradient, UpdateRange range)
    {
        bool hasMomentum = optimizer.Momentum != 0f;
        bool isCentered = optimizer.Centered;
        ref float square = ref State(0, range);
        ref float buffer = ref State(hasMomentum ? 1 : 0, range);
        ref float mean = ref State(!isCentered ? 0 : hasMomentum ? 2 : 1, range);
        V alpha = V.Broadcast(optimizer.Alpha);
        V part = V.Broadcast((float)(1 - (double)optimizer.Alpha));
        V epsilon = V.Broadcast(optimizer.Epsilon);
        V momentum = V.Broadcast(Momentum);
        V decay = V.Broadcast(optimizer.WeightDecay * range.WeightDecayScale);
        V descent = V.Broadcast(-(LearningRate * range.LearningRateScale));
        for (int vector = 0; vector < range.Length / V.Count; vector++)
        {
            V w = V.Load(ref weight, vector);
            V g = V.MultiplyAdd(decay, w, V.Load(ref gradient, vector));
            V s = LaneMath.Flush(V.MultiplyAdd(alpha, V.Load(ref square, vector), part * g * g));
            V.Store(s, ref square, vector);
            V variance = s;
            if (isCentered)
            {
                V a = LaneMath.Flush(V.MultiplyAdd(alpha, V.Load(ref mean, vector), part * g));
                V.Store(a, ref mean, vector);
                variance = V.Max(V.Zero, V.MultiplyAdd(V.Zero - a, a, s));
            }

            V step = g / (V.Sqrt(variance) + epsilon);
            if (hasMomentum)
            {
                step = LaneMath.Flush(V.MultiplyAdd(momentum, V.Load(ref buffer, vector), step));
                V.Store(step, ref buffer, vector);
            }

            // A square that is infinite would let its weight stay where it is, and nobody would see it: s − s is not a number then, and 0 otherwise.
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, step, w + (s - s))), ref weight, vector);
        }
    }
}
