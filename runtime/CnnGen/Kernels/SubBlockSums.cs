using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Puts together what the sub-blocks of a micro-batch contribute to a sum over its 16 samples: the upper levels of the tree
/// over neighbours that <see cref="ILanes{TSelf}.Sum(TSelf)"/> begins.
/// </summary>
public static class SubBlockSums
{
    /// <summary>
    /// Adds partial sums [sub-block][row][group][count], each sub-block padded to <paramref name="padded"/> floats, to a
    /// gradient whose rows and groups lie the given strides apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(
        ref float sums, int padded, int rows, int groups, int count, ref float gradient, int rowStride, int groupStride)
        where V : struct, ILanes<V>
    {
        nint sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int group = 0; group < groups; group++)
            {
                nint place = ((nint)row * rowStride) + ((nint)group * groupStride);
                int i = 0;
                for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
                {
                    ref float four = ref Unsafe.Add(ref gradient, place + i);
                    (Vector128.LoadUnsafe(ref four) + SumOfFour<V>(ref Unsafe.Add(ref sums, sum + i), padded)).StoreUnsafe(ref four);
                }

                for (; i < count; i++)
                {
                    Unsafe.Add(ref gradient, place + i) += Sum<V>(ref Unsafe.Add(ref sums, sum + i), padded);
                }

                sum += count;
            }
        }
    }

    /// <summary>The sum over the 16 samples of one feature, stored as [sub-block][lane] with sub-blocks <paramref name="vectors"/> vectors apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfFeature<V>(ref float feature, nint vectors)
        where V : struct, ILanes<V> => V.SubBlocks switch
        {
            1 => V.Sum(V.Load(ref feature)),
            2 => V.Sum(V.Load(ref feature)) + V.Sum(V.Load(ref feature, vectors)),
            _ => (V.Sum(V.Load(ref feature)) + V.Sum(V.Load(ref feature, vectors)))
                + (V.Sum(V.Load(ref feature, 2 * vectors)) + V.Sum(V.Load(ref feature, 3 * vectors))),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SumOfFour<V>(ref float sum, nint padded)
        where V : struct, ILanes<V> => V.SubBlocks switch
        {
            1 => Vector128.LoadUnsafe(ref sum),
            2 => Vector128.LoadUnsafe(ref sum) + Vector128.LoadUnsafe(ref Unsafe.Add(ref sum, padded)),
            _ => (Vector128.LoadUnsafe(ref sum) + Vector128.LoadUnsafe(ref Unsafe.Add(ref sum, padded)))
                + (Vector128.LoadUnsafe(ref Unsafe.Add(ref sum, 2 * padded)) + Vector128.LoadUnsafe(ref Unsafe.Add(ref sum, 3 * padded))),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum<V>(ref float sum, nint padded)
        where V : struct, ILanes<V> => V.SubBlocks switch
        {
            1 => sum,
            2 => sum + Unsafe.Add(ref sum, padded),
            _ => (sum + Unsafe.Add(ref sum, padded)) + (Unsafe.Add(ref sum, 2 * padded) + Unsafe.Add(ref sum, 3 * padded)),
        };
}
