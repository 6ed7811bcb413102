namespace CnnGen.Kernels.Tests.Reference;

/// <summary>max(x, 0), with derivative 0 at 0.</summary>
internal sealed record ReLU : Activation
{
    public override bool HasKinks => true;

    public override string Declaration => "ReLU";

    public override double DistanceToKink(Shape shape, double[] input) =>
        input.Where(x => x != 0).Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Min();

    protected override double Value(double x) => Math.Max(x, 0);

    protected override double Derivative(double x) => x > 0 ? 1 : 0;
}
