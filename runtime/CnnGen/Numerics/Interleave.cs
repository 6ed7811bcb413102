using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>Takes floats from two vectors by turns, in each group of four for itself.</summary>
internal static class Interleave
{
    /// <summary>[a0, b0, a1, b1]</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>[a2, b2, a3, b3]</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    /// <inheritdoc cref="Low(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Low(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b)
        : Vector256.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="High(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> High(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b)
        : Vector256.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Low(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Low(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackLow(a, b)
        : Vector512.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="High(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> High(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackHigh(a, b)
        : Vector512.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
}
