using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Kernels;

/// <summary>Turns the 16 samples of a block into lanes and back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneTranspose
{
    private const int Tile = 4;

    /// <summary>16 rows of samples → [sub-block][feature][lane].</summary>
    /// <param name="samples">16 rows of at least <paramref name="features"/> floats.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    /// <param name="features">Floats of a sample.</param>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLanes<V>(ref float samples, int sampleStride, int features, ref float lanes)
        where V : struct, ILanes<V>
    {
        for (int sample = 0; sample < Block.Samples; sample += Tile)
        {
            ref float rows = ref Unsafe.Add(ref samples, (nint)sample * sampleStride);
            ref float columns = ref LaneOf<V>(ref lanes, features, sample);
            int feature = 0;
            for (; feature <= features - Tile; feature += Tile)
            {
                TransposeTile(
                    ref Unsafe.Add(ref rows, feature), sampleStride,
                    ref Unsafe.Add(ref columns, (nint)feature * V.Count), V.Count);
            }

            for (; feature < features; feature++)
            {
                for (int lane = 0; lane < Tile; lane++)
                {
                    Unsafe.Add(ref columns, ((nint)feature * V.Count) + lane) =
                        Unsafe.Add(ref rows, ((nint)lane * sampleStride) + feature);
                }
            }
        }
    }

    /// <summary>[sub-block][feature][lane] → 16 rows of samples.</summary>
    /// <param name="lanes">16 × <paramref name="features"/> floats.</param>
    /// <param name="features">Floats of a sample.</param>
    /// <param name="samples">16 rows, of which the first <paramref name="features"/> floats are written.</param>
    /// <param name="sampleStride">Floats from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromLanes<V>(ref float lanes, int features, ref float samples, int sampleStride)
        where V : struct, ILanes<V>
    {
        for (int sample = 0; sample < Block.Samples; sample += Tile)
        {
            ref float rows = ref Unsafe.Add(ref samples, (nint)sample * sampleStride);
            ref float columns = ref LaneOf<V>(ref lanes, features, sample);
            int feature = 0;
            for (; feature <= features - Tile; feature += Tile)
            {
                TransposeTile(
                    ref Unsafe.Add(ref columns, (nint)feature * V.Count), V.Count,
                    ref Unsafe.Add(ref rows, feature), sampleStride);
            }

            for (; feature < features; feature++)
            {
                for (int lane = 0; lane < Tile; lane++)
                {
                    Unsafe.Add(ref rows, ((nint)lane * sampleStride) + feature) =
                        Unsafe.Add(ref columns, ((nint)feature * V.Count) + lane);
                }
            }
        }
    }

    // The first feature of a sample, a lane of one of the sub-blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float LaneOf<V>(ref float lanes, int features, int sample)
        where V : struct, ILanes<V> =>
        ref Unsafe.Add(ref lanes, ((nint)(sample / V.Count) * features * V.Count) + (sample % V.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeTile(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        Vector128<float> row0 = Vector128.LoadUnsafe(ref source);
        Vector128<float> row1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        Vector128<float> row2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        Vector128<float> row3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));
        Vector128<float> evenLow = InterleaveLow(row0, row2);
        Vector128<float> evenHigh = InterleaveHigh(row0, row2);
        Vector128<float> oddLow = InterleaveLow(row1, row3);
        Vector128<float> oddHigh = InterleaveHigh(row1, row3);
        InterleaveLow(evenLow, oddLow).StoreUnsafe(ref destination);
        InterleaveHigh(evenLow, oddLow).StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        InterleaveLow(evenHigh, oddHigh).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        InterleaveHigh(evenHigh, oddHigh).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
    }

    // [a0, b0, a1, b1]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    // [a2, b2, a3, b3]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
