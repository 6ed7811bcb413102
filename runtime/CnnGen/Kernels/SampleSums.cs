using System.ComponentModel;
using System.Runtime.CompilerServices;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>Sums each feature over all samples of a batch, stored as <c>[micro-batch][sample][feature]</c>. It is the gradient of a bias.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SampleSums
{
    /// <summary>
    /// target[feature] = Σ rows[micro-batch][sample][feature], micro-batch after micro-batch. Within one the samples are summed by the
    /// tree of lane sums: both sides of each sum are neighbours.
    /// </summary>
    /// <param name="first">The first feature.</param>
    /// <param name="last">The one after the last.</param>
    /// <param name="rows">The values of the first sample.</param>
    /// <param name="row">Floats from sample to sample, whole vectors of 16.</param>
    /// <param name="microBatches">How many there are.</param>
    /// <param name="step">Floats from micro-batch to micro-batch.</param>
    /// <param name="target">The sums, from feature 0 on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfBatch<V>(int first, int last, ref float rows, int row, int microBatches, int step, ref float target)
        where V : struct, ILanes<V>
    {
        for (int feature = first; feature < last; feature += V.Count)
        {
            V sum = V.Zero;
            for (int microBatch = 0; microBatch < microBatches; microBatch++)
            {
                sum += EightPairs<V>(ref Unsafe.Add(ref rows, ((nint)microBatch * step) + feature), row);
            }

            PartialVector.Store(sum, ref Unsafe.Add(ref target, feature), last - feature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V EightPairs<V>(ref float rows, int row)
        where V : struct, ILanes<V> =>
        FourPairs<V>(ref rows, row) + FourPairs<V>(ref Unsafe.Add(ref rows, 8 * row), row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FourPairs<V>(ref float rows, int row)
        where V : struct, ILanes<V> =>
        TwoPairs<V>(ref rows, row) + TwoPairs<V>(ref Unsafe.Add(ref rows, 4 * row), row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TwoPairs<V>(ref float rows, int row)
        where V : struct, ILanes<V> =>
        Pair<V>(ref rows, row) + Pair<V>(ref Unsafe.Add(ref rows, 2 * row), row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pair<V>(ref float rows, int row)
        where V : struct, ILanes<V> =>
        V.Load(ref rows) + V.Load(ref Unsafe.Add(ref rows, row));
}
