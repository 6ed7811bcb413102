using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>The velocities of <see cref="Sgd"/>, and its rule on lanes.</summary>
internal sealed class SgdState(Sgd optimizer, LearnedParameters parameters, LaneWidth width)
    : ElementwiseState(optimizer, parameters.Tensors, width)
{
    // The first gradient becomes the velocity as it is.
    private float PartOfGradient => Momentum == 0f || Steps == 1 ? 1f : 1f - optimizer.Dampening;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update<V>(ref float weight, ref float gradient, UpdateRange range)
    {
        ref float velocity = ref State(0, range);
        V momentum = V.Broadcast(Momentum);
        V part = V.Broadcast(PartOfGradient);
        V decay = V.Broadcast(optimizer.WeightDecay * range.WeightDecayScale);
        V descent = V.Broadcast(-(LearningRate * range.LearningRateScale));
        bool isNesterov = optimizer.Nesterov;
        for (int vector = 0; vector < range.Length / V.Count; vector++)
        {
            V w = V.Load(ref weight, vector);
            V g = V.MultiplyAdd(decay, w, V.Load(ref gradient, vector));
            V v = V.MultiplyAdd(momentum, V.Load(ref velocity, vector), part * g);

            // The velocity of a weight whose gradient has died, and a weight that decays, halve their way down to
            // denormals and stay there.
            v = LaneMath.Flush(v);
            V.Store(v, ref velocity, vector);
            V direction = isNesterov ? V.MultiplyAdd(momentum, v, g) : v;
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, direction, w)), ref weight, vector);
        }
    }
}
