namespace CnnGen.Kernels.Tests.Reference;

/// <summary>What dropout is to a prediction, and in training where it drops nothing: no change.</summary>
internal sealed record Dropout() : Layer
{
    public override string Declaration => "Dropout(0)";

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => input;

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) => outputGradient;
}
