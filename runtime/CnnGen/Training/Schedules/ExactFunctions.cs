namespace CnnGen.Training.Schedules;

/// <summary>
/// Functions of schedules, made of arithmetic alone: those of <see cref="Math"/> are not the same to the last bit on every machine.
/// </summary>
internal static class ExactFunctions
{
    private const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>cos² (πx / 2) = (1 + cos πx) / 2: from 1 at 0 to 0 at 1, by the series of the cosine.</summary>
    /// <param name="x">0 to 1.</param>
    public static double HalfWave(double x)
    {
        double square = -(Math.PI / 2 * x) * (Math.PI / 2 * x);
        double term = 1;
        double cosine = 1;
        for (int i = 1; i < 24; i += 2)
        {
            term *= square / (i * (i + 1));
            cosine += term;
        }

        return cosine * cosine;
    }

    /// <summary><paramref name="x"/> to the power of <paramref name="exponent"/>, within 1e-13 of it where the result is between 1e-30 and 1e30.</summary>
    /// <param name="x">At least 0.</param>
    /// <param name="exponent">Above 0.</param>
    public static double Power(double x, double exponent) => x == 0 || exponent == 1 ? x : Exponential(exponent * Logarithm(x));

    // ln x = 2 artanh ((m − 1) / (m + 1)) + k ln 2, where x = m × 2^k and m is next to 1.
    private static double Logarithm(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.5)
        {
            mantissa /= 2;
            exponent++;
        }

        double ratio = (mantissa - 1) / (mantissa + 1);
        double square = ratio * ratio;
        double power = ratio;
        double sum = 0;
        for (int i = 1; i < 40; i += 2)
        {
            sum += power / i;
            power *= square;
        }

        return (2 * sum) + (exponent * Ln2);
    }

    // e^x = 2^k × e^r, with r at most ln 2 / 2, by its series.
    private static double Exponential(double x)
    {
        double whole = Math.Floor((x / Ln2) + 0.5);
        double rest = x - (whole * Ln2);
        double term = 1;
        double sum = 1;
        for (int i = 1; i < 20; i++)
        {
            term *= rest / i;
            sum += term;
        }

        return Math.ScaleB(sum, (int)Math.Clamp(whole, -1100, 1100));
    }
}
