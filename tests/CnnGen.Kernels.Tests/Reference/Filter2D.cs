namespace CnnGen.Kernels.Tests.Reference;

/// <summary>out[c, y, x] = Σ kernel[m, n] · in[c, y·stride + m·dilation − padding, x·stride + n·dilation − padding].</summary>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Kernel">Row by row.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Padding">Zeros around the input.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
internal sealed record Filter2D(int KernelHeight, int KernelWidth, double[] Kernel, int Stride = 1, int Padding = 0, int Dilation = 1) : Layer
{
    private string? _name;

    public override bool IsExact => false;

    public override string Declaration =>
        $"Filter2D({WithOptions(Arguments, (nameof(Stride), Stride, 1), (nameof(Padding), Padding, 0), (nameof(Dilation), Dilation, 1))})";

    private string Arguments => _name is null
        ? $"{KernelHeight}, {KernelWidth}, {string.Join(", ", Kernel.Select(value => FormattableString.Invariant($"{value}")))}"
        : $"FilterKernel.{_name}";

    /// <summary>The kernels that have names.</summary>
    public static Filter2D[] All { get; } =
    [
        Named("DiagonalEdges", 1, 1, 0, -1, 0, 0, 0, -1, 0, 1),
        Named("Laplacian", 1, 0, -1, 0, -1, 4, -1, 0, -1, 0),
        Named("LaplacianWithDiagonals", 1, -1, -1, -1, -1, 8, -1, -1, -1, -1),
        Named("Sharpen", 1, 0, -1, 0, -1, 5, -1, 0, -1, 0),
        Named("BoxBlur", 9, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        Named("GaussianBlur", 16, 1, 2, 1, 2, 4, 2, 1, 2, 1),
    ];

    public override Shape Output(Shape input) =>
        new(input.Channels, OutputLength(input.Height, KernelHeight), OutputLength(input.Width, KernelWidth));

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

    private static Filter2D Named(string name, double divisor, params double[] kernel) =>
        new(3, 3, [.. kernel.Select(value => value / divisor)]) { _name = name };

    private int OutputLength(int input, int kernel) => Shape.Windows(input, kernel, Stride, Padding, Dilation);

    private IEnumerable<(int Output, int Kernel, int Input)> Taps(Shape input)
    {
        Shape output = Output(input);
        for (int c = 0; c < input.Channels; c++)
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        for (int m = 0; m < KernelHeight; m++)
        for (int n = 0; n < KernelWidth; n++)
        {
            int row = (y * Stride) + (m * Dilation) - Padding;
            int column = (x * Stride) + (n * Dilation) - Padding;
            if (row >= 0 && row < input.Height && column >= 0 && column < input.Width)
            {
                yield return (output.Index(c, y, x), (m * KernelWidth) + n, input.Index(c, row, column));
            }
        }
    }
}
