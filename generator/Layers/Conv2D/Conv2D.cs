using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A 2-D convolution, as deep learning calls it: out(f, y, x) = bias(f) + Σ in(c, y·s + i − p, x·s + j − p) · weight(f, c, i, j).
/// </summary>
internal sealed record Conv2D(string Text, int Filters, Window Vertical, Window Horizontal, bool Bias) : Layer(Text)
{
    /// <summary>Far more than can be held; up to here no count of weights or multiply-adds overflows.</summary>
    private const double MostWeightsPerFilter = 1L << 37;

    public override string Stem => "conv";

    public override string Signature =>
        $"Conv2D({Literal.Of(Filters)}, {Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, "
        + $"Stride = {Literal.Of(Vertical.Stride)}, Padding = {Literal.Of(Vertical.Padding)}, Bias = {Literal.Of(Bias)})";

    public override string? Step => $"conv {Windows.Describe(Vertical.Kernel, Horizontal.Kernel)}";

    public static Conv2D Read(LayerDeclaration declaration)
    {
        int stride = declaration.Integer("Stride", 1);
        int padding = declaration.Integer("Padding", 0);
        return new Conv2D(
            declaration.Text,
            declaration.Integer("filters", 0),
            new Window(declaration.Size("kernelHeight", "kernel"), stride, padding),
            new Window(declaration.Size("kernelWidth", "kernel"), stride, padding),
            declaration.Flag("Bias", true));
    }

    public override void CheckSizes(FindingSink findings)
    {
        findings.Positive("filters", Filters);
        findings.Positive(Vertical.Kernel == Horizontal.Kernel ? "kernel" : "kernelHeight", Vertical.Kernel);
        if (Vertical.Kernel != Horizontal.Kernel)
        {
            findings.Positive("kernelWidth", Horizontal.Kernel);
        }

        findings.Positive("Stride", Vertical.Stride);
        if (Vertical.Padding < 0)
        {
            findings.Report(DiagnosticId.NegativePadding, [(Cure.Padding, 0)], Text, Literal.Of(Vertical.Padding));
        }
    }

    public override Shape? Infer(Shape input, FindingSink findings)
    {
        if (!Windows.NeedImage(input, Text, findings))
        {
            return null;
        }

        if (Vertical.Output(input.Height) < 1 || Horizontal.Output(input.Width) < 1)
        {
            (string wayOut, IReadOnlyList<(string Name, int Value)> cure) =
                Windows.WayOut("kernel", Vertical, Horizontal, input, offerPadding: true);
            findings.Report(
                DiagnosticId.KernelTooLarge,
                cure,
                Text,
                $"{Literal.Of(Vertical.SmallestInput)}×{Literal.Of(Horizontal.SmallestInput)}",
                input.ToString(),
                findings.Chain,
                wayOut);
            return null;
        }

        long height = Vertical.Output(input.Height);
        long width = Horizontal.Output(input.Width);
        return findings.Holds($"The output of {Text}", WayToFewerValues((decimal)height * width), Filters, height, width)
            ? Shape.Image(Filters, (int)height, (int)width)
            : null;
    }

    private string WayToFewerValues(decimal plane)
    {
        if (plane <= FindingSink.LargestTensor)
        {
            return $"Use at most {Literal.Of((long)(FindingSink.LargestTensor / plane))} filters, a larger stride, or pooling before it.";
        }

        return Vertical.Padding >= Math.Max(Vertical.Kernel, Horizontal.Kernel)
            ? "Use a padding smaller than the kernel."
            : "Use a larger stride, or pooling before it.";
    }

    public override void Advise(ShapedNetwork network, Node node, FindingSink findings)
    {
        if (UnreadInput.Of(Vertical, Horizontal, node.Input) is { } unread)
        {
            int padding = WiderPadding(node.Input);
            findings.Report(
                DiagnosticId.StrideSkipsInput,
                Text,
                unread.ToString(),
                unread.Image,
                findings.Chain,
                unread.WayOut("kernel") + (padding > 0 ? $" So would Padding = {Literal.Of(padding)}." : string.Empty));
        }
    }

    // Padding as wide as the kernel would make windows of nothing else. 0 for none.
    private int WiderPadding(Shape input)
    {
        int most = Math.Min(Vertical.Kernel, Horizontal.Kernel) - 1;
        return Vertical.Padding >= most
            ? 0
            : Enumerable.Range(Vertical.Padding + 1, most - Vertical.Padding).FirstOrDefault(padding =>
                UnreadInput.Of(Vertical with { Padding = padding }, Horizontal with { Padding = padding }, input) is null);
    }

    public override long ParameterCount(Shape input) => (WeightsPerFilter(input) + (Bias ? 1 : 0)) * Filters;

    public override long MultiplyAdds(Shape input, Shape output) => WeightsPerFilter(input) * output.Size;

    private long WeightsPerFilter(Shape input) =>
        (long)Math.Min((double)input.Channels * Vertical.Kernel * Horizontal.Kernel, MostWeightsPerFilter);

    public override int Width => Filters;

    public override string WidthNoun => "filter";

    public override Layer WithWidth(int width) => this with { Filters = width };

    public override bool FusesActivation => true;

    public override bool WalksChannels => true;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) =>
        Winograd.Pays(Vertical, Horizontal, input.Shape, output.Shape)
            ? new WinogradConvolutionOperation(this, name, input, output)
            : new DirectConvolutionOperation(this, name, input, output);
}
