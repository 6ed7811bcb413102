namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The mean of each channel, as a vector.</summary>
internal sealed record GlobalAveragePool : Layer
{
    public override bool GivesVector => true;

    public override bool IsExact => false;

    public override string Declaration => "GlobalAveragePool";

    public override Shape Output(Shape input) => new(input.Channels, 1, 1);

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. input.Chunk(shape.Height * shape.Width).Select(channel => channel.Average())];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        [.. outputGradient.SelectMany(gradient => Enumerable.Repeat(gradient / (shape.Height * shape.Width), shape.Height * shape.Width))];
}
