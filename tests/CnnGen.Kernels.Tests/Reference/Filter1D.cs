namespace CnnGen.Kernels.Tests.Reference;

/// <summary>out[c, x] = Σ kernel[n] · in[c, x·stride + n·dilation − padding].</summary>
internal sealed record Filter1D(double[] Kernel, int Stride = 1, int Padding = 0, int Dilation = 1) : Layer
{
    public override string Declaration
    {
        get
        {
            string kernel = string.Join(", ", Kernel.Select(value => FormattableString.Invariant($"{value}")));
            return $"Filter1D({WithOptions(kernel, (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1))})";
        }
    }

    public override Shape Output(Shape input) =>
        new(input.Channels, 1, Shape.Windows(input.Width, Kernel.Length, Stride, Padding, Dilation));

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[Output(shape).Size];
        foreach ((int o, int k, int i) in Taps(shape))
        {
            output[o] += Kernel[k] * input[i];
        }

        return output;
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        foreach ((int o, int k, int i) in Taps(shape))
        {
            inputGradient[i] += outputGradient[o] * Kernel[k];
        }

        return inputGradient;
    }

    private IEnumerable<(int Output, int Kernel, int Input)> Taps(Shape input)
    {
        int length = Output(input).Width;
        for (int c = 0; c < input.Channels; c++)
        for (int x = 0; x < length; x++)
        for (int n = 0; n < Kernel.Length; n++)
        {
            int source = (x * Stride) + (n * Dilation) - Padding;
            if (source >= 0 && source < input.Width)
            {
                yield return ((c * length) + x, n, (c * input.Width) + source);
            }
        }
    }
}
