namespace CnnGen.Kernels.Tests.Reference;

/// <summary>out[f, x] = bias[x, f] + Σ weight[x, c, k, f] · in[c, x·stride + k·dilation − padding].</summary>
internal sealed record LocallyConnected1D(int Filters, int Kernel, int Stride = 1, int Padding = 0, bool Bias = true, int Dilation = 1) : Layer
{
    public override string Name => "local";

    public override string Declaration
    {
        get
        {
            string arguments = WithOptions(
                $"{Filters}, {Kernel}", (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1));
            return Bias ? $"LocallyConnected1D({arguments})" : $"LocallyConnected1D({arguments}, Bias = false)";
        }
    }

    public override Shape Output(Shape input) =>
        new(Filters, 1, Shape.Windows(input.Width, Kernel, Stride, Padding, Dilation));

    public override IReadOnlyList<int[]> Parameters(Shape input)
    {
        int length = Output(input).Width;
        int[] weight = [length, input.Channels, Kernel, Filters];
        return Bias ? [weight, [length, Filters]] : [weight];
    }

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        Shape outputShape = Output(shape);
        double[] output = new double[outputShape.Size];
        for (int o = 0; o < output.Length && Bias; o++)
        {
            output[o] = parameters[1][BiasOf(o, outputShape)];
        }

        foreach ((int o, int w, int i) in Taps(shape))
        {
            output[o] += parameters[0][w] * input[i];
        }

        return output;
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        for (int o = 0; o < outputGradient.Length && Bias; o++)
        {
            parameterGradients[1][BiasOf(o, Output(shape))] += outputGradient[o];
        }

        foreach ((int o, int w, int i) in Taps(shape))
        {
            parameterGradients[0][w] += outputGradient[o] * input[i];
            inputGradient[i] += outputGradient[o] * parameters[0][w];
        }

        return inputGradient;
    }

    private static int BiasOf(int output, Shape shape) => ((output % shape.Width) * shape.Channels) + (output / shape.Width);

    private IEnumerable<(int Output, int Weight, int Input)> Taps(Shape input)
    {
        int length = Output(input).Width;
        for (int f = 0; f < Filters; f++)
        for (int x = 0; x < length; x++)
        for (int c = 0; c < input.Channels; c++)
        for (int k = 0; k < Kernel; k++)
        {
            int source = (x * Stride) + (k * Dilation) - Padding;
            if (source >= 0 && source < input.Width)
            {
                yield return ((f * length) + x, (((((x * input.Channels) + c) * Kernel) + k) * Filters) + f, (c * input.Width) + source);
            }
        }
    }
}
