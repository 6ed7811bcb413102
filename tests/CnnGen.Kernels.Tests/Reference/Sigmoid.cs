namespace CnnGen.Kernels.Tests.Reference;

/// <summary>σ(x) = 1 / (1 + e^−x), with derivative σ(x) · (1 − σ(x)).</summary>
internal sealed record Sigmoid : Activation
{
    public override bool IsExact => false;

    public override string Declaration => "Sigmoid";

    protected override double Value(double x) => 1 / (1 + Math.Exp(-x));

    protected override double Derivative(double x) => Value(x) * (1 - Value(x));
}
