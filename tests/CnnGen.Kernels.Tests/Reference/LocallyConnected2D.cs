namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// out[f, y, x] = bias[y, x, f] + Σ weight[y, x, c, ky, kx, f] · in[c, y·stride + ky·dilation − padding, x·stride + kx·dilation − padding].
/// </summary>
internal sealed record LocallyConnected2D(
    int Filters, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0, bool Bias = true, int Dilation = 1) : Layer
{
    public LocallyConnected2D(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    public override string Name => "local";

    public override string Declaration
    {
        get
        {
            string kernel = KernelHeight == KernelWidth ? $"{KernelHeight}" : $"{KernelHeight}, {KernelWidth}";
            string arguments = WithOptions(
                $"{Filters}, {kernel}", (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1));
            return Bias ? $"LocallyConnected2D({arguments})" : $"LocallyConnected2D({arguments}, Bias = false)";
        }
    }

    public override Shape Output(Shape input) =>
        new(Filters, OutputLength(input.Height, KernelHeight), OutputLength(input.Width, KernelWidth));

    public override IReadOnlyList<int[]> Parameters(Shape input)
    {
        Shape output = Output(input);
        int[] weight = [output.Height, output.Width, input.Channels, KernelHeight, KernelWidth, Filters];
        return Bias ? [weight, [output.Height, output.Width, Filters]] : [weight];
    }

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[Output(shape).Size];
        ForEachTap(shape, (o, w, i) => output[o] += parameters[0][w] * input[i]);
        if (Bias)
        {
            ForEachBias(shape, (o, b) => output[o] += parameters[1][b]);
        }

        return output;
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        ForEachTap(shape, (o, w, i) =>
        {
            parameterGradients[0][w] += outputGradient[o] * input[i];
            inputGradient[i] += outputGradient[o] * parameters[0][w];
        });
        if (Bias)
        {
            ForEachBias(shape, (o, b) => parameterGradients[1][b] += outputGradient[o]);
        }

        return inputGradient;
    }

    /// <summary>Visits each output, weight and input that meet.</summary>
    public void ForEachTap(Shape input, Action<int, int, int> visit)
    {
        Shape output = Output(input);
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        for (int c = 0; c < input.Channels; c++)
        for (int ky = 0; ky < KernelHeight; ky++)
        for (int kx = 0; kx < KernelWidth; kx++)
        for (int f = 0; f < Filters; f++)
        {
            int inputY = (y * Stride) + (ky * Dilation) - Padding;
            int inputX = (x * Stride) + (kx * Dilation) - Padding;
            if (inputY >= 0 && inputY < input.Height && inputX >= 0 && inputX < input.Width)
            {
                int position = (y * output.Width) + x;
                int weight = (((((((position * input.Channels) + c) * KernelHeight) + ky) * KernelWidth) + kx) * Filters) + f;
                visit(output.Index(f, y, x), weight, input.Index(c, inputY, inputX));
            }
        }
    }

    /// <summary>Visits each output with its bias.</summary>
    public void ForEachBias(Shape input, Action<int, int> visit)
    {
        Shape output = Output(input);
        int positions = output.Height * output.Width;
        for (int position = 0; position < positions; position++)
        for (int f = 0; f < Filters; f++)
        {
            visit((f * positions) + position, (position * Filters) + f);
        }
    }

    private int OutputLength(int input, int kernel) => Shape.Windows(input, kernel, Stride, Padding, Dilation);
}
