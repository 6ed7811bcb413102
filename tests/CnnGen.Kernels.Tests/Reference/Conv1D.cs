namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// out[f, x] = bias[f] + Σ weight[f, c, k] · in[g(f) + c, x·stride + k·dilation − padding], where g(f) is the first channel of the
/// filter's group.
/// </summary>
internal sealed record Conv1D(
    int Filters, int Kernel, int Stride = 1, int Padding = 0, bool Bias = true, int Dilation = 1, int Groups = 1) : Layer
{
    public override string Name => "conv";

    public override string Declaration
    {
        get
        {
            string arguments = WithOptions(
                $"{Filters}, {Kernel}", (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1), (nameof(Groups), Groups, 1));
            return Bias ? $"Conv1D({arguments})" : $"Conv1D({arguments}, Bias = false)";
        }
    }

    public override Shape Output(Shape input) =>
        new(Filters, 1, Shape.Windows(input.Width, Kernel, Stride, Padding, Dilation));

    public override IReadOnlyList<int[]> Parameters(Shape input)
    {
        int[] weight = [Filters, input.Channels / Groups, Kernel];
        return Bias ? [weight, [Filters]] : [weight];
    }

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        Shape outputShape = Output(shape);
        double[] output = new double[outputShape.Size];
        for (int o = 0; o < output.Length && Bias; o++)
        {
            output[o] = parameters[1][o / outputShape.Width];
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
        int length = Output(shape).Width;
        double[] inputGradient = new double[shape.Size];
        for (int o = 0; o < outputGradient.Length && Bias; o++)
        {
            parameterGradients[1][o / length] += outputGradient[o];
        }

        foreach ((int o, int w, int i) in Taps(shape))
        {
            parameterGradients[0][w] += outputGradient[o] * input[i];
            inputGradient[i] += outputGradient[o] * parameters[0][w];
        }

        return inputGradient;
    }

    private IEnumerable<Tap> Taps(Shape input)
    {
        int length = Output(input).Width;
        int channels = input.Channels / Groups;
        for (int f = 0; f < Filters; f++)
        for (int x = 0; x < length; x++)
        for (int c = 0; c < channels; c++)
        for (int k = 0; k < Kernel; k++)
        {
            int source = (x * Stride) + (k * Dilation) - Padding;
            if (source >= 0 && source < input.Width)
            {
                yield return new Tap(
                    (f * length) + x,
                    (((f * channels) + c) * Kernel) + k,
                    (((f / (Filters / Groups) * channels) + c) * input.Width) + source);
            }
        }
    }
}
