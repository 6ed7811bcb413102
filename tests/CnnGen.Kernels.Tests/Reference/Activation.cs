namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A function of each value by itself.</summary>
internal abstract record Activation : Layer
{
    public override bool TakesAnyRank => true;

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => [.. input.Select(Value)];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        [.. input.Zip(outputGradient, (x, gradient) => Derivative(x) * gradient)];

    protected abstract double Value(double x);

    protected abstract double Derivative(double x);
}
