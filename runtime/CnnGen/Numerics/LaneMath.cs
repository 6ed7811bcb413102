using System.Runtime.CompilerServices;

namespace CnnGen.Numerics;

/// <summary>
/// Elementary functions on lanes. They are polynomials of our own, since a platform's <c>exp</c> differs in its last
/// bits from the next one's, and training promises the same bits everywhere.
/// </summary>
public static class LaneMath
{
    // The smallest normal number is 2^-126. What is cut off this far above it has room to be multiplied.
    private const float Vanishing = 7.8886091e-31f; // 2^-100
    private const float Improbable = 2.32830644e-10f; // 2^-32

    /// <summary>
    /// <paramref name="x"/>, or 0 below 2^−100: numbers near the end of the range become denormal when they are multiplied,
    /// and each operation on a denormal one costs a processor a hundred cycles.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Flush<V>(V x)
        where V : struct, ILanes<V> => V.SelectGreater(V.Broadcast(Vanishing), V.Abs(x), V.Zero, x);

    /// <inheritdoc cref="Flush{V}(V)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float FlushOne(float x) => Vanishing > MathF.Abs(x) ? 0f : x;

    /// <summary>Copies values, with zero in place of those that would become denormal.</summary>
    /// <remarks>Where a row is no whole number of vectors the last one overlaps the one before it, and writes the same again.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FlushRow<V>(ref float source, int count, ref float target)
        where V : struct, ILanes<V>
    {
        if (count < V.Count)
        {
            for (int x = 0; x < count; x++)
            {
                Unsafe.Add(ref target, x) = FlushOne(Unsafe.Add(ref source, x));
            }

            return;
        }

        for (int x = 0; x < count; x += V.Count)
        {
            int first = Math.Min(x, count - V.Count);
            V.Store(Flush(V.Load(ref Unsafe.Add(ref source, first))), ref Unsafe.Add(ref target, first));
        }
    }

    /// <summary>
    /// A probability, or 0 below 2^−32. The gradient of a sample that a network is sure of begins with such probabilities,
    /// and would go on through every layer towards the end of the range; 1 − p is already 1 far above that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V FlushProbability<V>(V p)
        where V : struct, ILanes<V> => V.SelectGreater(V.Broadcast(Improbable), p, V.Zero, p);

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

    /// <summary>ln(1 + <paramref name="x"/>) for x from 0 to 1. Relative error below 3e-7, however small x is.</summary>
    /// <remarks>2 artanh(s) with s = x / (2 + x), at most ⅓: a series in s², of which seven terms count in single precision.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOnePlus<V>(V x)
        where V : struct, ILanes<V>
    {
        V s = x / (V.Broadcast(2f) + x);
        V square = s * s;
        V p = V.Broadcast(2f / 13f);
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 11f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 9f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 7f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 5f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f / 3f));
        p = V.MultiplyAdd(p, square, V.Broadcast(2f));
        return p * s;
    }

    /// <summary>The logistic function 1 / (1 + e^−x), or 0 below 2^−32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, ILanes<V>
    {
        V one = V.Broadcast(1f);
        return FlushProbability(one / (one + Exp(V.Zero - x)));
    }

    /// <summary>The hyperbolic tangent. Relative error below 6e-7.</summary>
    /// <remarks>
    /// x P(x²) / Q(x²), with the coefficients of Eigen's approximation; beyond the bound the result is 1 in single
    /// precision. By way of e^2x it takes twice as long.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, ILanes<V>
    {
        V bound = V.Broadcast(7.90531110763549805f);
        V clamped = V.Max(V.Zero - bound, x);
        clamped = V.SelectGreater(clamped, bound, bound, clamped);
        V square = clamped * clamped;
        V p = V.Broadcast(-2.76076847742355e-16f);
        p = V.MultiplyAdd(p, square, V.Broadcast(2.00018790482477e-13f));
        p = V.MultiplyAdd(p, square, V.Broadcast(-8.60467152213735e-11f));
        p = V.MultiplyAdd(p, square, V.Broadcast(5.12229709037114e-08f));
        p = V.MultiplyAdd(p, square, V.Broadcast(1.48572235717979e-05f));
        p = V.MultiplyAdd(p, square, V.Broadcast(6.37261928875436e-04f));
        p = V.MultiplyAdd(p, square, V.Broadcast(4.89352455891786e-03f));
        V q = V.Broadcast(1.19825839466702e-06f);
        q = V.MultiplyAdd(q, square, V.Broadcast(1.18534705686654e-04f));
        q = V.MultiplyAdd(q, square, V.Broadcast(2.26843463243900e-03f));
        q = V.MultiplyAdd(q, square, V.Broadcast(4.89352518554385e-03f));
        return clamped * p / q;
    }

    /// <summary>The gradient before a logistic function whose result is y: gradient · y (1 − y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidGradient<V>(V gradient, V result)
        where V : struct, ILanes<V> => gradient * (result * (V.Broadcast(1f) - result));

    /// <summary>The gradient before a hyperbolic tangent whose result is y: gradient · (1 − y²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhGradient<V>(V gradient, V result)
        where V : struct, ILanes<V> => gradient * (V.Broadcast(1f) - (result * result));

    /// <summary><paramref name="x"/> above zero, else <paramref name="slope"/> · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeakyReLU<V>(V x, V slope)
        where V : struct, ILanes<V> => V.SelectGreater(x, V.Zero, x, x * slope);

    /// <summary>The gradient before a leaky rectifier whose result is y: gradient above zero, else slope · gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeakyReLUGradient<V>(V gradient, V result, V slope)
        where V : struct, ILanes<V> => V.SelectGreater(result, V.Zero, gradient, gradient * slope);

    /// <summary>
    /// The Gaussian error linear unit x · Φ(x), where Φ is the distribution function of the normal distribution. Absolute
    /// error below 2e-7 · max(1, |x|).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gelu<V>(V x)
        where V : struct, ILanes<V> => x * NormalDistribution(x, Bell(x));

    /// <summary>The gradient before <see cref="Gelu{V}(V)"/> of x: gradient · (Φ(x) + x φ(x)), where φ is Φ's derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluGradient<V>(V gradient, V x)
        where V : struct, ILanes<V>
    {
        V bell = Bell(x);
        return gradient * V.MultiplyAdd(x * V.Broadcast(0.398942280f), bell, NormalDistribution(x, bell));
    }

    // What lies below the error of Φ is cut off like an improbable class, and multiplies no gradient towards the end of the range.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bell<V>(V x)
        where V : struct, ILanes<V> => FlushProbability(Exp(x * x * V.Broadcast(-0.5f)));

    // Φ(x) = ½ erfc(−x/√2), from e^(−x²/2); absolute error below 1.5e-7. Abramowitz and Stegun, Handbook of Mathematical
    // Functions, 1964, 7.1.26, whose t = 1 / (1 + 0.3275911 z) is of z = |x|/√2; its coefficients halved.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NormalDistribution<V>(V x, V bell)
        where V : struct, ILanes<V>
    {
        V one = V.Broadcast(1f);
        V t = one / V.MultiplyAdd(V.Abs(x), V.Broadcast(0.231641888f), one);
        V p = V.Broadcast(0.5307027145f);
        p = V.MultiplyAdd(p, t, V.Broadcast(-0.7265760135f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.7107068705f));
        p = V.MultiplyAdd(p, t, V.Broadcast(-0.142248368f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.127414796f));
        V tail = p * t * bell;
        return V.SelectGreater(x, V.Zero, one - tail, tail);
    }
}
