using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Benchmarks.Measurement;

/// <summary>
/// What one core can do at most: fused multiply-adds on registers alone. It is measured anew in each run and many times
/// over, since a processor's clock and what else runs on the machine change from minute to minute.
/// </summary>
internal static class FmaPeak
{
    private const int Iterations = 2_000_000;

    // Twelve sums keep two units with a latency of four cycles busy, and leave room for the factors in 16 registers.
    private const int Sums = 12;

    // Read at run time, so that no compiler folds the products; sums then tend to one, far from infinity and zero.
    private static float s_factor = 0.9999f;
    private static float s_addend = 1e-4f;
    private static float s_result;

    /// <summary>
    /// What one core does now, in GFLOP/s, 32-bit floats: the better one of 512 and 256 bits. It is the mean over some
    /// milliseconds and not the best of several tries, since what it is held against is a mean too: another machine's
    /// work on the same core slows both alike.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The processor has no FMA of these widths.</exception>
    public static double Measure()
    {
        double peak = 0;
        if (Avx512F.IsSupported)
        {
            peak = Math.Max(peak, GigaflopsOf(Multiply512, Vector512<float>.Count));
        }

        if (Fma.IsSupported)
        {
            peak = Math.Max(peak, GigaflopsOf(Multiply256, Vector256<float>.Count));
        }

        return peak > 0
            ? peak
            : throw new PlatformNotSupportedException("The share of the peak needs a processor with FMA (x86-64-v3), but this one has none.");
    }

    private static double GigaflopsOf(Func<float> kernel, int lanes)
    {
        long start = Stopwatch.GetTimestamp();
        s_result = kernel();
        return 2.0 * lanes * Sums * Iterations / Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply512()
    {
        Vector512<float> factor = Vector512.Create(s_factor), addend = Vector512.Create(s_addend);
        Vector512<float> a = addend, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            a = Avx512F.FusedMultiplyAdd(a, factor, addend);
            b = Avx512F.FusedMultiplyAdd(b, factor, addend);
            c = Avx512F.FusedMultiplyAdd(c, factor, addend);
            d = Avx512F.FusedMultiplyAdd(d, factor, addend);
            e = Avx512F.FusedMultiplyAdd(e, factor, addend);
            f = Avx512F.FusedMultiplyAdd(f, factor, addend);
            g = Avx512F.FusedMultiplyAdd(g, factor, addend);
            h = Avx512F.FusedMultiplyAdd(h, factor, addend);
            i = Avx512F.FusedMultiplyAdd(i, factor, addend);
            j = Avx512F.FusedMultiplyAdd(j, factor, addend);
            k = Avx512F.FusedMultiplyAdd(k, factor, addend);
            l = Avx512F.FusedMultiplyAdd(l, factor, addend);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply256()
    {
        Vector256<float> factor = Vector256.Create(s_factor), addend = Vector256.Create(s_addend);
        Vector256<float> a = addend, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            a = Fma.MultiplyAdd(a, factor, addend);
            b = Fma.MultiplyAdd(b, factor, addend);
            c = Fma.MultiplyAdd(c, factor, addend);
            d = Fma.MultiplyAdd(d, factor, addend);
            e = Fma.MultiplyAdd(e, factor, addend);
            f = Fma.MultiplyAdd(f, factor, addend);
            g = Fma.MultiplyAdd(g, factor, addend);
            h = Fma.MultiplyAdd(h, factor, addend);
            i = Fma.MultiplyAdd(i, factor, addend);
            j = Fma.MultiplyAdd(j, factor, addend);
            k = Fma.MultiplyAdd(k, factor, addend);
            l = Fma.MultiplyAdd(l, factor, addend);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
