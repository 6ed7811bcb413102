namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// The largest value of each window, or NaN where one is in it; its gradient goes to the first of equal maxima, or of NaNs, row by row.
/// </summary>
internal record MaxPool2D(int Height, int Width, int Stride = 0, int Padding = 0, bool CeilMode = false)
    : Pool2D(Height, Width, Stride, Padding, CeilMode)
{
    public override bool HasKinks => true;

    public override string Declaration => $"MaxPool2D({Arguments})";

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. Windows(shape).Select(window => input[First(window.Inside, input)])];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        foreach ((int output, (int[] window, _)) in Windows(shape).Index())
        {
            inputGradient[First(window, input)] += outputGradient[output];
        }

        return inputGradient;
    }

    public override double DistanceToKink(Shape shape, double[] input) => Windows(shape)
        .SelectMany(window => window.Inside.Select(i => input[First(window.Inside, input)] - input[i]))
        .Where(distance => distance > 0)
        .DefaultIfEmpty(double.PositiveInfinity)
        .Min();

    private static int First(int[] window, double[] input)
    {
        int first = window[0];
        foreach (int i in window)
        {
            if (input[i] > input[first] || (double.IsNaN(input[i]) && !double.IsNaN(input[first])))
            {
                first = i;
            }
        }

        return first;
    }
}
