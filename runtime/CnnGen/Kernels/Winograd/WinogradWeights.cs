using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Numerics;

namespace CnnGen.Kernels;

/// <summary>The weights of a 3×3 correlation, transformed: U = G g Gᵀ.</summary>
/// <remarks>Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, equation 8 and section 4.1.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradWeights
{
    /// <summary>
    /// weight[outputs][inputs][3][3] → packed[16][micro-batch of inputs][quad of outputs][input][4], the order in which
    /// <see cref="WinogradCorrelation"/> reads it.
    /// </summary>
    /// <param name="weight">The weights of a convolution.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="packed">16 × (filters rounded up to 4) × channels floats.</param>
    public static void PackForward(ref float weight, int filters, int channels, ref float packed) =>
        Pack(ref weight, filters, channels, channels * 9, 9, isFlipped: false, ref packed);

    /// <summary>
    /// The same with channels as outputs, filters as inputs and each kernel turned by 180 degrees: the weights of the
    /// input gradient.
    /// </summary>
    /// <param name="weight">The weights of a convolution.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="packed">16 × (channels rounded up to 4) × filters floats.</param>
    public static void PackInputGradient(ref float weight, int filters, int channels, ref float packed) =>
        Pack(ref weight, channels, filters, 9, channels * 9, isFlipped: true, ref packed);

    /// <summary>
    /// weight[filters][channels][3][3] → packed[16][pair of vectors][channel][2][lane], the order in which
    /// <see cref="WinogradSample"/> reads it.
    /// </summary>
    /// <param name="weight">The weights of a convolution.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="packed">16 × (filters filled up to a multiple of 32) × channels floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackSample<V>(ref float weight, int filters, int channels, ref float packed)
        where V : struct, ILanes<V>
    {
        const int taps = 9;
        int pair = WinogradSampleShape.Pair * V.Count, whole = WinogradSampleShape.WholePairs(filters);
        nint element = (nint)whole * channels;
        for (int filter = 0; filter < whole; filter += WinogradShape.Quad)
        {
            ref float target = ref Unsafe.Add(ref packed, ((nint)(filter - (filter % pair)) * channels) + (filter % pair));
            ref float kernel0 = ref Kernel(ref weight, filter);
            ref float kernel1 = ref Kernel(ref weight, filter + 1);
            ref float kernel2 = ref Kernel(ref weight, filter + 2);
            ref float kernel3 = ref Kernel(ref weight, filter + 3);
            for (int channel = 0; channel < channels; channel++)
            {
                int tap = channel * taps;
                Transform(
                    ref Unsafe.Add(ref kernel0, tap), ref Unsafe.Add(ref kernel1, tap), ref Unsafe.Add(ref kernel2, tap), ref Unsafe.Add(ref kernel3, tap),
                    step: 1, ref Unsafe.Add(ref target, (nint)channel * pair), element);
            }
        }

        ref float Kernel(ref float kernels, int filter) => ref Unsafe.Add(ref kernels, (nint)Math.Min(filter, filters - 1) * channels * taps);
    }

    // Four outputs side by side; those behind the last one are copies of it, which nobody reads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(
        ref float weight, int outputs, int inputs, int outputStride, int inputStride, bool isFlipped, ref float packed)
    {
        int microBatch = WinogradShape.InputBlockOf(inputs);
        nint element = WinogradShape.QuadsOf(outputs) * WinogradShape.Quad * inputs;
        int step = isFlipped ? -1 : 1;
        for (int first = 0; first < inputs; first += microBatch)
        {
            for (int output = 0; output < outputs; output += WinogradShape.Quad)
            {
                int last = outputs - 1 - output;
                ref float kernel0 = ref Unsafe.Add(ref weight, ((nint)output * outputStride) + ((nint)first * inputStride) + (isFlipped ? 8 : 0));
                ref float kernel1 = ref Unsafe.Add(ref kernel0, Math.Min(1, last) * outputStride);
                ref float kernel2 = ref Unsafe.Add(ref kernel0, Math.Min(2, last) * outputStride);
                ref float kernel3 = ref Unsafe.Add(ref kernel0, Math.Min(3, last) * outputStride);
                for (int input = first; input < Math.Min(first + microBatch, inputs); input++)
                {
                    Transform(ref kernel0, ref kernel1, ref kernel2, ref kernel3, step, ref packed, element);
                    kernel0 = ref Unsafe.Add(ref kernel0, inputStride);
                    kernel1 = ref Unsafe.Add(ref kernel1, inputStride);
                    kernel2 = ref Unsafe.Add(ref kernel2, inputStride);
                    kernel3 = ref Unsafe.Add(ref kernel3, inputStride);
                    packed = ref Unsafe.Add(ref packed, WinogradShape.Quad);
                }
            }
        }
    }

    // 4 kernels[3][3] -> target[4][4][4 kernels], elements so many floats apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        ref float kernel0, ref float kernel1, ref float kernel2, ref float kernel3, int step, ref float target, nint element)
    {
        Vector128<float> top0 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 0);
        Vector128<float> top1 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, step);
        Vector128<float> top2 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 2 * step);
        Vector128<float> middle0 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 3 * step);
        Vector128<float> middle1 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 4 * step);
        Vector128<float> middle2 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 5 * step);
        Vector128<float> bottom0 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 6 * step);
        Vector128<float> bottom1 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 7 * step);
        Vector128<float> bottom2 = Tap(ref kernel0, ref kernel1, ref kernel2, ref kernel3, 8 * step);
        WriteRow(top0, top1, top2, ref target, element);
        WriteRow(
            HalfSum(top0, middle0, bottom0), HalfSum(top1, middle1, bottom1), HalfSum(top2, middle2, bottom2),
            ref Unsafe.Add(ref target, 4 * element), element);
        WriteRow(
            HalfDifference(top0, middle0, bottom0), HalfDifference(top1, middle1, bottom1), HalfDifference(top2, middle2, bottom2),
            ref Unsafe.Add(ref target, 8 * element), element);
        WriteRow(bottom0, bottom1, bottom2, ref Unsafe.Add(ref target, 12 * element), element);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Tap(ref float kernel0, ref float kernel1, ref float kernel2, ref float kernel3, int tap) =>
        Vector128.Create(
            Unsafe.Add(ref kernel0, tap), Unsafe.Add(ref kernel1, tap), Unsafe.Add(ref kernel2, tap), Unsafe.Add(ref kernel3, tap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow(Vector128<float> left, Vector128<float> middle, Vector128<float> right, ref float target, nint element)
    {
        left.StoreUnsafe(ref target);
        HalfSum(left, middle, right).StoreUnsafe(ref Unsafe.Add(ref target, element));
        HalfDifference(left, middle, right).StoreUnsafe(ref Unsafe.Add(ref target, 2 * element));
        right.StoreUnsafe(ref Unsafe.Add(ref target, 3 * element));
    }

    // The second row of G, and the third one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HalfSum(Vector128<float> first, Vector128<float> second, Vector128<float> third) =>
        Vector128.Create(0.5f) * ((first + third) + second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HalfDifference(Vector128<float> first, Vector128<float> second, Vector128<float> third) =>
        Vector128.Create(0.5f) * ((first + third) - second);
}
