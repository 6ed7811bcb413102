namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The mean of each window.</summary>
internal record AveragePool2D(int Height, int Width, int Stride = 0) : Pool2D(Height, Width, Stride)
{
    public override string Declaration => $"AveragePool2D({Arguments})";

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. Windows(shape).Select(window => window.Average(i => input[i]))];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        foreach ((int output, int[] window) in Windows(shape).Index())
        {
            foreach (int i in window)
            {
                inputGradient[i] += outputGradient[output] / window.Length;
            }
        }

        return inputGradient;
    }
}
