namespace CnnGen.Kernels.Tests.Reference;

/// <summary>x Φ(x), with derivative Φ(x) + x φ(x).</summary>
internal sealed record GELU : Activation
{
    public override bool IsExact => false;

    public override string Declaration => "GELU";

    protected override double Value(double x) => x * Distribution(x);

    protected override double Derivative(double x) => Distribution(x) + (x * Density(x));

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …); beyond 10 what is left of 0 or 1 is less than 1e-23.
    private static double Distribution(double x)
    {
        if (Math.Abs(x) > 10)
        {
            return x > 0 ? 1 : 0;
        }

        double sum = 0;
        double term = x;
        for (int odd = 3; Math.Abs(term) > 1e-17 && odd < 1000; odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return 0.5 + (Density(x) * sum);
    }
}
