using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>
/// One linear layer in its three forms: a convolution; a locally connected layer, which may repeat the convolution's weights;
/// and a fully connected layer, whose matrix may repeat them along its diagonals. In front of each stands a layer that
/// hands on its input and adds a bias to each value, whose gradient is that of the input.
/// </summary>
internal sealed record LocalFamily(Shape Input, bool IsSignal, int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation)
{
    /// <summary>Drawn at random, the same on each run; every third one is one-dimensional.</summary>
    public static IReadOnlyList<LocalFamily> All { get; } = [.. Enumerable.Range(1, 18).Select(seed => Draw(new Random(seed), seed % 3 == 0))];

    /// <summary>One channel, one filter, no bias: nothing but the kernel.</summary>
    public static readonly TestNetwork PlainConvolution = new([1, 5, 7], new Conv2D(1, 3, 2, Bias: false), new Flatten());

    public static IEnumerable<TestNetwork> Networks =>
        All.SelectMany(family => new[] { family.Convolution, family.LocallyConnected, family.FullyConnected }).Append(PlainConvolution);

    public TestNetwork Convolution => Network(IsSignal
        ? new Conv1D(Filters, KernelWidth, Stride, Padding, Dilation: Dilation)
        : new Conv2D(Filters, KernelHeight, KernelWidth, Stride, Padding, Dilation: Dilation));

    public TestNetwork LocallyConnected => Network(IsSignal
        ? new LocallyConnected1D(Filters, KernelWidth, Stride, Padding, Dilation: Dilation)
        : new LocallyConnected2D(Filters, KernelHeight, KernelWidth, Stride, Padding, Dilation: Dilation));

    public TestNetwork FullyConnected => Network(new Flatten(), new FullyConnected(Output.Size));

    public Shape Output => new(
        Filters,
        IsSignal ? 1 : ((Input.Height + (2 * Padding) - (Dilation * (KernelHeight - 1)) - 1) / Stride) + 1,
        ((Input.Width + (2 * Padding) - (Dilation * (KernelWidth - 1)) - 1) / Stride) + 1);

    /// <summary>
    /// Each product of the layer: the output it goes to, its weight in the convolution and in the locally connected layer, and
    /// its input, −1 on padding.
    /// </summary>
    public IEnumerable<(int Output, int Kernel, int Local, int Input)> Products()
    {
        for (int f = 0; f < Filters; f++)
        for (int y = 0; y < Output.Height; y++)
        for (int x = 0; x < Output.Width; x++)
        for (int c = 0; c < Input.Channels; c++)
        for (int m = 0; m < KernelHeight; m++)
        for (int n = 0; n < KernelWidth; n++)
        {
            int row = IsSignal ? 0 : (y * Stride) + (m * Dilation) - Padding;
            int column = (x * Stride) + (n * Dilation) - Padding;
            bool isInside = row >= 0 && row < Input.Height && column >= 0 && column < Input.Width;
            int position = (y * Output.Width) + x;
            int tap = (((c * KernelHeight) + m) * KernelWidth) + n;
            int taps = Input.Channels * KernelHeight * KernelWidth;
            yield return (Output.Index(f, y, x), (f * taps) + tap, (((position * taps) + tap) * Filters) + f, isInside ? Input.Index(c, row, column) : -1);
        }
    }

    public override string ToString() => Convolution.Name;

    private TestNetwork Network(params Layer[] layers) => new(
        IsSignal ? [Input.Channels, Input.Width] : [Input.Channels, Input.Height, Input.Width],
        [
            IsSignal ? new LocallyConnected1D(Input.Channels, 1) : new LocallyConnected2D(Input.Channels, 1),
            .. layers,
            .. layers[0] is Flatten ? [] : new Layer[] { new Flatten() },
        ]);

    private static LocalFamily Draw(Random random, bool isSignal)
    {
        int padding = random.Next(4);
        int dilation = random.Next(1, 4);
        var input = new Shape(random.Next(1, 4), isSignal ? 1 : random.Next(1, 8), random.Next(2, 9));
        int Kernel(int length) => random.Next(1, Math.Min(4, ((length + (2 * padding) - 1) / dilation) + 1) + 1);
        return new LocalFamily(
            input, isSignal, random.Next(1, 7), isSignal ? 1 : Kernel(input.Height), Kernel(input.Width), random.Next(1, 4), padding, dilation);
    }
}
