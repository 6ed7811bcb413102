namespace CnnGen.Kernels.Tests.Reference;

/// <summary>tanh(x), with derivative 1 − tanh²(x).</summary>
internal sealed record Tanh : Activation
{
    public override bool IsExact => false;

    public override string Declaration => "Tanh";

    protected override double Value(double x) => Math.Tanh(x);

    protected override double Derivative(double x) => 1 - (Math.Tanh(x) * Math.Tanh(x));
}
