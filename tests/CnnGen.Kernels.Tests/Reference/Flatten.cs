namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The same values as a vector.</summary>
internal sealed record Flatten : Layer
{
    public override bool GivesVector => true;

    public override string Declaration => "Flatten";

    public override Shape Output(Shape input) => new(input.Size, 1, 1);

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => input;

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        outputGradient;
}
