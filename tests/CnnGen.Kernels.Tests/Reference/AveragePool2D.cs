namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The mean of each window.</summary>
internal record AveragePool2D(int Height, int Width, int Stride = 0, int Padding = 0, bool CeilMode = false, bool CountIncludePad = true)
    : Pool2D(Height, Width, Stride, Padding, CeilMode)
{
    public override bool IsExact => false;

    public override string Declaration => $"AveragePool2D({Arguments})";

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. Windows(shape).Select(window => window.Inside.Sum(i => input[i]) / Divisor(window.Inside, window.WithPadding))];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        foreach ((int output, (int[] window, int count)) in Windows(shape).Index())
        {
            foreach (int i in window)
            {
                inputGradient[i] += outputGradient[output] / Divisor(window, count);
            }
        }

        return inputGradient;
    }

    protected override (string Name, object? Value, object? Default)[] Options =>
        [.. base.Options, (nameof(CountIncludePad), CountIncludePad ? "true" : "false", "true")];

    private int Divisor(int[] inside, int withPadding) => CountIncludePad ? withPadding : inside.Length;
}
