using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>The scores of one sample, to the bit those of the same sample in a micro-batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InferenceScores
{
    /// <summary>e to the power of each value, over their sum. What is not there in the last vector is computed and read by nobody.</summary>
    /// <param name="source">The values, in memory of a multiple of 16 floats.</param>
    /// <param name="scores">Where the probabilities go, in memory of a multiple of 16 floats.</param>
    /// <param name="count">Values, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<V>(ref float source, ref float scores, int count)
        where V : struct, ILanes<V>
    {
        float largest = source;
        for (int i = 1; i < count; i++)
        {
            float value = Unsafe.Add(ref source, i);
            largest = value > largest ? value : largest;
        }

        int vectors = (count + V.Count - 1) / V.Count;
        V shift = V.Broadcast(largest);
        for (int i = 0; i < vectors; i++)
        {
            V.Store(LaneMath.Exp(V.Load(ref source, i) - shift), ref scores, i);
        }

        float sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Unsafe.Add(ref scores, i);
        }

        V divisor = V.Broadcast(sum);
        for (int i = 0; i < vectors; i++)
        {
            V.Store(LaneMath.FlushProbability(V.Load(ref scores, i) / divisor), ref scores, i);
        }
    }
}
