using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>
/// Sums over lanes as one balanced tree over neighbours. The sum of 4 or 8 adjacent lanes is a subtree, so each vector
/// width computes the same tree, and the same bits.
/// </summary>
internal static class LaneSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> value)
    {
        Vector128<float> pairs = Pairs(value, value);
        return Pairs(pairs, pairs).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> value) => Sum(value.GetLower()) + Sum(value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> value) => Sum(value.GetLower()) + Sum(value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        Pairs(Pairs(a, b), Pairs(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<float> quads = Pairs(Pairs(a, b), Pairs(c, d));
        return quads.GetLower() + quads.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> quads = Pairs(Pairs(a, b), Pairs(c, d));
        Vector256<float> lower = quads.GetLower();
        Vector256<float> upper = quads.GetUpper();
        return (lower.GetLower() + lower.GetUpper()) + (upper.GetLower() + upper.GetUpper());
    }

    // [a0+a1, a2+a3, b0+b1, b2+b3]; in wider vectors, so in each 128-bit part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported
            ? Sse.Shuffle(a, b, 0b10_00_10_00) + Sse.Shuffle(a, b, 0b11_01_11_01)
            : Vector128.Create(
                Vector128.Shuffle(a, Vector128.Create(0, 2, 0, 2)).GetLower(),
                Vector128.Shuffle(b, Vector128.Create(0, 2, 0, 2)).GetLower())
            + Vector128.Create(
                Vector128.Shuffle(a, Vector128.Create(1, 3, 1, 3)).GetLower(),
                Vector128.Shuffle(b, Vector128.Create(1, 3, 1, 3)).GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pairs(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported
            ? Avx.Shuffle(a, b, 0b10_00_10_00) + Avx.Shuffle(a, b, 0b11_01_11_01)
            : Vector256.Create(Pairs(a.GetLower(), b.GetLower()), Pairs(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported
            ? Avx512F.Shuffle(a, b, 0b10_00_10_00) + Avx512F.Shuffle(a, b, 0b11_01_11_01)
            : Vector512.Create(Pairs(a.GetLower(), b.GetLower()), Pairs(a.GetUpper(), b.GetUpper()));
}
