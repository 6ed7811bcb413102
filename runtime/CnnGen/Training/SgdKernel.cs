using System.Runtime.CompilerServices;
using CnnGen.Kernels;

namespace CnnGen.Training;

/// <summary>The rule of <see cref="Sgd"/> on lanes.</summary>
internal static class SgdKernel
{
    /// <summary>One step: moves velocities and weights along the gradient.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="velocity">Their velocities; zero before the first step.</param>
    /// <param name="gradient">The gradient, which is only read.</param>
    /// <param name="length">Floats of each, a multiple of 16.</param>
    /// <param name="optimizer">Momentum and decay.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<V>(
        ref float weights, ref float velocity, ref float gradient, int length, Sgd optimizer, float learningRate)
        where V : struct, ILanes<V>
    {
        V momentum = V.Broadcast(optimizer.Momentum);
        V decay = V.Broadcast(optimizer.WeightDecay);
        V descent = V.Broadcast(-learningRate);
        for (int vector = 0; vector < length / V.Count; vector++)
        {
            V w = V.Load(ref weights, vector);
            V g = V.MultiplyAdd(decay, w, V.Load(ref gradient, vector));
            V v = V.MultiplyAdd(momentum, V.Load(ref velocity, vector), g);

            // The velocity of a weight whose gradient has died, and a weight that decays, halve their way down to
            // denormals and stay there.
            v = LaneMath.Flush(v);
            V.Store(v, ref velocity, vector);
            V.Store(LaneMath.Flush(V.MultiplyAdd(descent, v, w)), ref weights, vector);
        }
    }
}
