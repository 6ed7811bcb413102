using System.Runtime.CompilerServices;

namespace CnnGen.Kernels;

/// <summary>
/// Elementary functions on lanes. They are polynomials of our own, since a platform's <c>exp</c> differs in its last
/// bits from the next one's, and training promises the same bits everywhere.
/// </summary>
public static class LaneMath
{
    /// <summary>
    /// e to the power of <paramref name="x"/>; 0 below −87.3, the largest power in range above 88.3. Relative error
    /// below 2e-7.
    /// </summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite, Software Manual for the Elementary Functions, 1980), then
    /// the Taylor polynomial of degree 7 of e^r.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ILanes<V>
    {
        V lowest = V.Broadcast(-87.3f);
        V clamped = V.SelectGreater(lowest, x, lowest, x);
        clamped = V.SelectGreater(clamped, V.Broadcast(88.3f), V.Broadcast(88.3f), clamped);
        V n = V.Round(clamped * V.Broadcast(1.44269504f));
        V r = V.MultiplyAdd(n, V.Broadcast(-0.693359375f), clamped);
        r = V.MultiplyAdd(n, V.Broadcast(2.12194440e-4f), r);
        V p = V.Broadcast(1f / 5040f);
        p = V.MultiplyAdd(p, r, V.Broadcast(1f / 720f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f / 120f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f / 24f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f / 6f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.5f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f));
        return V.SelectGreater(lowest, x, V.Zero, p * V.PowerOfTwo(n));
    }

    /// <summary>The natural logarithm of a positive normal number. Absolute error below 2e-7, relative to max(1, |ln x|).</summary>
    /// <remarks>
    /// x = 2^n m with m in [√½, √2), then ln m = 2 artanh(s) with s = (m − 1) / (m + 1), a series in s².
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, ILanes<V>
    {
        V one = V.Broadcast(1f);
        V mantissa = V.Mantissa(x);
        V exponent = V.Exponent(x);
        V middle = V.Broadcast(1.41421356f);
        exponent = V.SelectGreater(mantissa, middle, exponent + one, exponent);
        mantissa = V.SelectGreater(mantissa, middle, mantissa * V.Broadcast(0.5f), mantissa);
        V s = (mantissa - one) / (mantissa + one);
        V square = s * s;
        V p = V.Broadcast(2f / 9f);
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 7f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 5f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 3f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f));
        V result = V.MultiplyAdd(exponent, V.Broadcast(-2.12194440e-4f), p * s);
        return V.MultiplyAdd(exponent, V.Broadcast(0.693359375f), result);
    }

    /// <summary>The logistic function 1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, ILanes<V>
    {
        V one = V.Broadcast(1f);
        return one / (one + Exp(V.Zero - x));
    }

    /// <summary>The hyperbolic tangent: odd, by a polynomial near zero and 1 − 2 / (e^2|x| + 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, ILanes<V>
    {
        V one = V.Broadcast(1f);
        V size = V.Abs(x);
        V far = one - (V.Broadcast(2f) / (Exp(size + size) + one));
        far = V.SelectGreater(V.Zero, x, V.Zero - far, far);

        // The Taylor series of tanh around zero, where the difference above would cancel.
        V square = x * x;
        V p = V.Broadcast(62f / 2835f);
        p = V.MultiplyAdd(p, square, V.Broadcast(-17f / 315f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 15f));
        p = V.MultiplyAdd(p, square, V.Broadcast(-1f / 3f));
        V near = V.MultiplyAdd(p * square, x, x);
        return V.SelectGreater(V.Broadcast(0.2f), size, near, far);
    }

    /// <summary>The gradient before a logistic function whose result is y: gradient · y (1 − y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidGradient<V>(V gradient, V result)
        where V : struct, ILanes<V> => gradient * (result * (V.Broadcast(1f) - result));

    /// <summary>The gradient before a hyperbolic tangent whose result is y: gradient · (1 − y²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhGradient<V>(V gradient, V result)
        where V : struct, ILanes<V> => gradient * (V.Broadcast(1f) - (result * result));
}
