using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// out[f, y, x] = bias[f] + Σ weight[f, c, ky, kx] · in[g(f) + c, y·stride + ky·dilation − padding, x·stride + kx·dilation − padding],
/// where g(f) is the first channel of the filter's group.
/// </summary>
internal sealed record Conv2D(
    int Filters, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0, bool Bias = true, int Dilation = 1, int Groups = 1,
    bool FollowsInput = false) : Layer
{
    private static readonly ConditionalWeakTable<Conv2D, ConcurrentDictionary<Shape, Tap[]>> Known = [];

    public Conv2D(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    public override string Name => "conv";

    public override string Declaration
    {
        get
        {
            string kernel = (FollowsInput, KernelHeight == KernelWidth) switch
            {
                (false, true) => $"{Filters}, {KernelHeight}",
                (false, false) => $"{Filters}, {KernelHeight}, {KernelWidth}",
                (true, true) => $"Kernel = {KernelHeight}",
                (true, false) => $"KernelHeight = {KernelHeight}, KernelWidth = {KernelWidth}",
            };
            string arguments = WithOptions(
                kernel, (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1), (nameof(Groups), Groups, 1));
            return Bias ? $"Conv2D({arguments})" : $"Conv2D({arguments}, Bias = false)";
        }
    }

    public override Shape Output(Shape input) =>
        new(Filters, OutputLength(input.Height, KernelHeight), OutputLength(input.Width, KernelWidth));

    public override IReadOnlyList<int[]> Parameters(Shape input)
    {
        int[] weight = [Filters, input.Channels / Groups, KernelHeight, KernelWidth];
        return Bias ? [weight, [Filters]] : [weight];
    }

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[Output(shape).Size];
        double[] weight = parameters[0];
        foreach ((int o, int w, int i) in Taps(shape))
        {
            output[o] += weight[w] * input[i];
        }

        if (Bias)
        {
            ForEachOutput(shape, (filter, o) => output[o] += parameters[1][filter]);
        }

        return output;
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[shape.Size];
        double[] weight = parameters[0];
        double[] weightGradient = parameterGradients[0];
        foreach ((int o, int w, int i) in Taps(shape))
        {
            weightGradient[w] += outputGradient[o] * input[i];
            inputGradient[i] += outputGradient[o] * weight[w];
        }

        if (Bias)
        {
            ForEachOutput(shape, (filter, o) => parameterGradients[1][filter] += outputGradient[o]);
        }

        return inputGradient;
    }

    private int OutputLength(int input, int kernel) => Shape.Windows(input, kernel, Stride, Padding, Dilation);

    // A convolution is the sum over these; all else follows from them. They are found once for all samples.
    private Tap[] Taps(Shape input) => Known.GetOrCreateValue(this).GetOrAdd(input, shape => [.. FindTaps(shape)]);

    private IEnumerable<Tap> FindTaps(Shape input)
    {
        Shape output = Output(input);
        int channels = input.Channels / Groups;
        for (int f = 0; f < Filters; f++)
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        for (int c = 0; c < channels; c++)
        for (int ky = 0; ky < KernelHeight; ky++)
        for (int kx = 0; kx < KernelWidth; kx++)
        {
            int inputY = (y * Stride) + (ky * Dilation) - Padding;
            int inputX = (x * Stride) + (kx * Dilation) - Padding;
            if (inputY >= 0 && inputY < input.Height && inputX >= 0 && inputX < input.Width)
            {
                int weight = (((((f * channels) + c) * KernelHeight) + ky) * KernelWidth) + kx;
                yield return new Tap(output.Index(f, y, x), weight, input.Index((f / (Filters / Groups) * channels) + c, inputY, inputX));
            }
        }
    }

    private void ForEachOutput(Shape input, Action<int, int> visit)
    {
        Shape output = Output(input);
        for (int o = 0; o < output.Size; o++)
        {
            visit(o / (output.Height * output.Width), o);
        }
    }
}
