using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>
/// Which values a dropout layer drops. That is a function of the training step, the layer, the sample's place in the batch and
/// the value's place in the sample, and of nothing else: any number of threads and any width of vectors drops the same.
/// </summary>
/// <remarks>
/// A random number is a hash of the value's place, begun by the first half of a key that the rest gives, and hashed again with
/// the second half. The hash is lowbias32 (C. Wellons, Prospecting for Hash Functions, 2018): 32 bits of which each
/// depends on each.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    // No float that a kernel leaves in memory is likely to have these bits, and zero has not.
    private const uint Training = 0xD60B_0117;

    // What is mixed stays zero where it is.
    private const ulong NotZero = 0x9E3779B97F4A7C15UL;

    private const int ChunkSamples = 4;

    /// <summary>Begins a training step for a micro-batch: its layers drop values until the state is cleared.</summary>
    /// <param name="state">The micro-batch's 16 floats of state.</param>
    /// <param name="draw">What the random numbers of this step depend on.</param>
    /// <param name="microBatch">The number of the micro-batch in the batch.</param>
    internal static void Begin(ref float state, ulong draw, int microBatch)
    {
        ref uint words = ref Unsafe.As<float, uint>(ref state);
        words = Training;
        Unsafe.Add(ref words, 1) = (uint)draw;
        Unsafe.Add(ref words, 2) = (uint)(draw >> 32);
        Unsafe.Add(ref words, 3) = (uint)microBatch;
    }

    /// <summary>Whether a training step has begun, and values are dropped.</summary>
    /// <param name="state">The micro-batch's state.</param>
    public static bool IsTraining(ref float state) => Unsafe.As<float, uint>(ref state) == Training;

    /// <summary>Writes for each value of a micro-batch what it is multiplied by: 0, or 1 / (1 − rate).</summary>
    /// <param name="state">The micro-batch's state.</param>
    /// <param name="layer">A number of the layer.</param>
    /// <param name="rate">The probability with which a value is dropped: 0 to less than 1.</param>
    /// <param name="values">Values of a sample.</param>
    /// <param name="mask">Where the factors go, <c>[sub-block][value][lane]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw<V>(ref float state, uint layer, float rate, int values, ref float mask)
        where V : struct, ILanes<V>
    {
        ref uint words = ref Unsafe.As<float, uint>(ref state);
        ulong step = Unsafe.Add(ref words, 1) | ((ulong)Unsafe.Add(ref words, 2) << 32);
        ulong ofLayer = SeededRandom.Mix(SeededRandom.Mix(step + NotZero) ^ layer);
        ulong partialStatistics = SeededRandom.Mix(ofLayer ^ Unsafe.Add(ref words, 3));
        Vector128<uint> threshold = Vector128.Create((uint)(rate * 4294967296.0));
        Vector128<float> factor = Vector128.Create(1f / (1f - rate));
        for (int chunk = 0; chunk < MicroBatch.Samples / ChunkSamples; chunk++)
        {
            Vector128<uint> first = Vector128<uint>.Zero;
            Vector128<uint> second = Vector128<uint>.Zero;
            for (int lane = 0; lane < ChunkSamples; lane++)
            {
                ulong key = SeededRandom.Mix(partialStatistics + (ulong)((chunk * ChunkSamples) + lane));
                first = first.WithElement(lane, (uint)key);
                second = second.WithElement(lane, (uint)(key >> 32));
            }

            int sample = chunk * ChunkSamples;
            ref float place = ref Unsafe.Add(ref V.At(ref mask, sample / V.Count * values), sample % V.Count);
            for (int value = 0; value < values; value++)
            {
                Vector128<uint> number = Hash(Hash(Vector128.Create((uint)value) + first) ^ second);
                Vector128<float> kept = Vector128.GreaterThanOrEqual(number, threshold).AsSingle() & factor;
                kept.StoreUnsafe(ref place);
                place = ref Unsafe.Add(ref place, V.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Hash(Vector128<uint> x)
    {
        x ^= x >>> 16;
        x *= Vector128.Create(0x7FEB352Du);
        x ^= x >>> 15;
        x *= Vector128.Create(0x846CA68Bu);
        return x ^ (x >>> 16);
    }
}
