namespace CnnGen.Kernels.Tests.Reference;

/// <summary>Channels of zeros in front and behind.</summary>
internal sealed record PadChannels(int Before, int After) : Layer
{
    public override string Declaration => $"PadChannels({Before}, {After})";

    public override Shape Output(Shape input) => input with { Channels = Before + input.Channels + After };

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. new double[Before * shape.Height * shape.Width], .. input, .. new double[After * shape.Height * shape.Width]];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        outputGradient[(Before * shape.Height * shape.Width)..][..input.Length];
}
