namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The largest value of each channel, as a vector: one window as large as the image.</summary>
internal sealed record GlobalMaxPool : Layer
{
    public override bool GivesVector => true;

    public override bool HasKinks => true;

    public override string Declaration => "GlobalMaxPool";

    public override Shape Output(Shape input) => new(input.Channels, 1, 1);

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => Window(shape).Forward(shape, input, parameters);

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        Window(shape).Backward(shape, input, parameters, outputGradient, parameterGradients);

    public override double DistanceToKink(Shape shape, double[] input) => Window(shape).DistanceToKink(shape, input);

    private static MaxPool2D Window(Shape shape) => new(shape.Height, shape.Width);
}
