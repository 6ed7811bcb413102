using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>
/// a × b + c, rounded once on every machine: by the instruction of narrower vectors where there is one, else by an emulation
/// that gives the same bits. Which of the two is a constant to the JIT.
/// </summary>
/// <remarks>
/// .NET's own <c>Vector128.MultiplyAddEstimate</c> rounds twice without the instruction, and <c>Vector128.FusedMultiplyAdd</c>
/// calls the platform's C library for each lane.
/// </remarks>
internal static class FusedMultiplyAdd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported ? Fma.MultiplyAdd(a, b, c)
        : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b)
        : Emulated(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Fma.IsSupported
            ? Fma.MultiplyAdd(a, b, c)
            : Vector256.Create(
                Of(a.GetLower(), b.GetLower(), c.GetLower()),
                Of(a.GetUpper(), b.GetUpper(), c.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.Create(
            Of(a.GetLower(), b.GetLower(), c.GetLower()),
            Of(a.GetUpper(), b.GetUpper(), c.GetUpper()));

    /// <summary>The same without the instruction.</summary>
    /// <remarks>
    /// Not compiled into kernels: it is some thirty instructions, and a kernel has dozens of multiply-adds.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> Emulated(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            return Vector128.Create(
                Emulated(a[0], b[0], c[0]), Emulated(a[1], b[1], c[1]), Emulated(a[2], b[2], c[2]), Emulated(a[3], b[3], c[3]));
        }

        (Vector128<double> lowA, Vector128<double> highA) = Vector128.Widen(a);
        (Vector128<double> lowB, Vector128<double> highB) = Vector128.Widen(b);
        (Vector128<double> lowC, Vector128<double> highC) = Vector128.Widen(c);
        return Vector128.Narrow(SumToOdd(lowA * lowB, lowC), SumToOdd(highA * highB, highC));
    }

    /// <summary>The same for one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Emulated(float a, float b, float c) => (float)SumToOdd((double)a * b, c);

    // In double precision a product of two floats is exact, and the sum is not. Rounded to odd it may be rounded once more, to
    // a float, as if it had been exact: Boldo and Melquiond, Emulation of a FMA and correctly rounded sums, IEEE Transactions
    // on Computers 57(4), 2008. So a sum that is not exact is cut off towards zero and gets an odd last bit. Its error is
    // that of Knuth's sum of two numbers, and has the sign of the sum where the sum was rounded down in magnitude; with
    // infinities and NaN it is NaN, which is neither above nor below zero. Nothing here leaves the range of a double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> product, Vector128<double> addend)
    {
        Vector128<double> sum = product + addend;
        Vector128<double> added = sum - product;
        Vector128<double> error = (product - (sum - added)) + (addend - added);
        Vector128<double> direction = sum * error;
        Vector128<long> up = Vector128.LessThan(direction, Vector128<double>.Zero).AsInt64();
        Vector128<long> inexact = up | Vector128.GreaterThan(direction, Vector128<double>.Zero).AsInt64();
        return ((sum.AsInt64() + up) | (inexact & Vector128<long>.One)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumToOdd(double product, double addend)
    {
        double sum = product + addend;
        double added = sum - product;
        double direction = sum * ((product - (sum - added)) + (addend - added));
        long bits = BitConverter.DoubleToInt64Bits(sum);
        return direction < 0 ? BitConverter.Int64BitsToDouble((bits - 1) | 1)
            : direction > 0 ? BitConverter.Int64BitsToDouble(bits | 1)
            : sum;
    }
}
