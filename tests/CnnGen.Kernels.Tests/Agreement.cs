using System.Globalization;

namespace CnnGen.Kernels.Tests;

/// <summary>When floats count as what double precision gave.</summary>
internal static class Agreement
{
    // A float sum of n terms errs by about √n · 2^−24 of the size of its terms. Over the layers of these networks, whose
    // sums have up to a few thousand terms, that stays below 5e-6 of the largest value of a tensor; this is four times
    // as much. A tap left out or counted twice changes a sum by one part in n, far beyond it.
    private const double Relative = 2e-5;

    // Probabilities near 1 carry an absolute error of a float's last bits into each gradient, however small that is.
    private const double Absolute = 3e-7;

    /// <summary>Asserts that each value is within the bound, relative to the largest expected one.</summary>
    public static void Assert(double[] expected, ReadOnlySpan<float> actual, string what)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double bound = Bound(expected.Select(Math.Abs).DefaultIfEmpty().Max());
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a value which is not a number fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= bound))
            {
                Fail(what, i, expected[i], actual[i], bound);
            }
        }
    }

    /// <summary>Asserts that a mean of floats is within the bound.</summary>
    public static void Assert(double expected, double actual, string what)
    {
        double bound = Bound(Math.Abs(expected));
        if (!(Math.Abs(expected - actual) <= bound))
        {
            Fail(what, 0, expected, actual, bound);
        }
    }

    /// <summary>How far a float may be from what is expected, by the largest expected value of its tensor.</summary>
    public static double Bound(double largest) => (Relative * largest) + Absolute;

    private static void Fail(string what, int index, double expected, double actual, double bound) =>
        Xunit.Assert.Fail(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}[{index}]: expected {expected:G9}, but found {actual:G9}; they may differ by {bound:G3}."));
}
