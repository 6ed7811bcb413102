using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>The mean gradients of <see cref="Lion"/>, and its rule on lanes.</summary>
internal sealed class LionState(Lion optimizer, LearnedParameters parameters, LaneWidth width)
    : ElementwiseState(optimizer, parameters.Tensors, width)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update<V>(ref float weight, ref float gradient, UpdateRange range)
    {
        ref float mean = ref State(0, range);
        double rate = (double)LearningRate * range.LearningRateScale;
        V keep = V.Broadcast((float)(1 - (rate * optimizer.WeightDecay * range.WeightDecayScale)));
        V beta1 = V.Broadcast(Momentum);
        V beta2 = V.Broadcast(optimizer.Beta2);
        V part1 = V.Broadcast((float)(1 - (double)Momentum));
        V part2 = V.Broadcast((float)(1 - (double)optimizer.Beta2));
        V descent = V.Broadcast((float)-rate);
        V one = V.Broadcast(1f);
        for (int vector = 0; vector < range.Length / V.Count; vector++)
        {
            V g = V.Load(ref gradient, vector);
            V m = V.Load(ref mean, vector);
            V direction = V.MultiplyAdd(beta1, m, part1 * g);
            V sign = V.SelectGreater(direction, V.Zero, one, V.SelectGreater(V.Zero, direction, V.Zero - one, V.Zero));
            m = LaneMath.Flush(V.MultiplyAdd(beta2, m, part2 * g));
            V.Store(m, ref mean, vector);

            // What is not finite has a sign all the same, and nobody would see it: the difference is not a number then, and 0 otherwise.
            V kept = V.MultiplyAdd(keep, V.Load(ref weight, vector), (direction - direction) + (m - m));
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, sign, kept)), ref weight, vector);
        }
    }
}
