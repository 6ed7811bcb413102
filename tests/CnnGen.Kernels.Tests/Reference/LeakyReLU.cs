namespace CnnGen.Kernels.Tests.Reference;

/// <summary>x above zero, else slope · x, with derivative slope at 0.</summary>
internal sealed record LeakyReLU(double Slope) : Activation
{
    public override bool HasKinks => true;

    public override bool IsExact => false;

    public override string Declaration => FormattableString.Invariant($"LeakyReLU({Slope})");

    public override double DistanceToKink(Shape shape, double[] input) =>
        input.Where(x => x != 0).Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Min();

    protected override double Value(double x) => x > 0 ? x : Slope * x;

    protected override double Derivative(double x) => x > 0 ? 1 : Slope;
}
