using System.Runtime.CompilerServices;
using CnnGen.Memory;
using CnnGen.Numerics;

namespace CnnGen.Training.Optimizers;

/// <summary>The velocities of <see cref="Sgd"/>, and its rule on lanes.</summary>
internal sealed class SgdState<V>(Sgd optimizer, int length) : OptimizerState(optimizer, length)
    where V : struct, ILanes<V>
{
    private readonly Sgd _optimizer = optimizer;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(ref float weights, ref float gradient, ArenaRange range)
    {
        ref float weight = ref Unsafe.Add(ref weights, range.Start);
        ref float slope = ref Unsafe.Add(ref gradient, range.Start);
        ref float velocity = ref Unsafe.Add(ref Tensors[0].Origin, range.Start);
        V momentum = V.Broadcast(_optimizer.Momentum);
        V decay = V.Broadcast(_optimizer.WeightDecay);
        V descent = V.Broadcast(-LearningRate);
        for (int vector = 0; vector < range.Length / V.Count; vector++)
        {
            V w = V.Load(ref weight, vector);
            V g = V.MultiplyAdd(decay, w, V.Load(ref slope, vector));
            V v = V.MultiplyAdd(momentum, V.Load(ref velocity, vector), g);

            // The velocity of a weight whose gradient has died, and a weight that decays, halve their way down to
            // denormals and stay there.
            v = LaneMath.Flush(v);
            V.Store(v, ref velocity, vector);
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, v, w)), ref weight, vector);
        }
    }
}
