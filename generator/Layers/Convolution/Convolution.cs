using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A convolution, as deep learning calls it: out(f, y, x) = bias(f) + Σ in(c, y·s + i·d − p, x·s + j·d − p) · weight(f, c, i, j).
/// </summary>
internal sealed record Convolution(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : WindowLayer(Text, Rank, Vertical, Horizontal)
{
    /// <summary>Far more than can be held; up to here no count of weights or multiply-adds overflows.</summary>
    private const double MostWeightsPerFilter = 1L << 37;

    public override string Stem => "conv";

    public override string Signature =>
        $"{Kind}{(Rank == Rank.Signal ? "1D" : "2D")}({Literal.Of(Filters)}, {Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, "
        + $"Stride = {Literal.Of(Horizontal.Stride)}, Padding = {Literal.Of(Horizontal.Padding)}, Bias = {Literal.Of(Bias)}"
        + $"{(Horizontal.Dilation == 1 ? string.Empty : $", Dilation = {Literal.Of(Horizontal.Dilation)}")})";

    public override string? Step => $"conv {Size}";

    public override bool FusesActivation => true;

    public override bool WalksChannels => true;

    protected override string Kind => "Conv";

    protected override string WindowName => "kernel";

    protected override DiagnosticId TooLarge => DiagnosticId.KernelTooLarge;

    protected override bool HasPadding => true;

    public static Convolution Read(LayerDeclaration declaration, Rank rank)
    {
        Window Window(string ownKernel) => new(
            declaration.Size(ownKernel, "kernel"),
            declaration.Integer("Stride", 1),
            declaration.Integer("Padding", 0),
            declaration.Integer("Dilation", 1));
        return new Convolution(
            declaration.Text,
            rank,
            declaration.Integer("filters", 0),
            rank == Rank.Signal ? OneRow : Window("kernelHeight"),
            Window("kernelWidth"),
            declaration.Flag("Bias", true));
    }

    public override void CheckSizes(FindingSink findings)
    {
        findings.Positive("filters", Filters);
        CheckWindow(findings, "kernel", "kernelHeight", "kernelWidth");
        findings.Positive("Stride", Horizontal.Stride);
        findings.Positive("Dilation", Horizontal.Dilation);
        if (Horizontal.Padding < 0)
        {
            findings.Report(DiagnosticId.NegativePadding, [(Cure.Padding, 0)], Text, Literal.Of(Horizontal.Padding));
        }
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

    /// <summary>The same with other windows; a signal has but one.</summary>
    public Convolution With(Func<Window, Window> change) => this with
    {
        Vertical = Rank == Rank.Signal ? Vertical : change(Vertical),
        Horizontal = change(Horizontal),
    };

    public override int Width => Filters;

    public override string WidthNoun => "filter";

    public override Layer WithWidth(int width) => this with { Filters = width };

    public override long ParameterCount(Shape input) => (WeightsPerFilter(input) + (Bias ? 1 : 0)) * Filters;

    public override long MultiplyAdds(Shape input, Shape output) => WeightsPerFilter(input) * output.Size;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) =>
        Winograd.Pays(Vertical, Horizontal, input.Shape, output.Shape)
            ? new WinogradConvolutionOperation(this, name, input, output)
            : new DirectConvolutionOperation(this, name, input, output);

    protected override int OutputChannels(Shape input) => Filters;

    protected override string WayToFewerValues(decimal plane)
    {
        if (plane <= FindingSink.LargestTensor)
        {
            return $"Use at most {Literal.Of((long)(FindingSink.LargestTensor / plane))} filters, a larger stride, or pooling before it.";
        }

        return Horizontal.Padding >= Math.Max(Vertical.Extent, Horizontal.Extent)
            ? "Use a padding smaller than the kernel."
            : "Use a larger stride, or pooling before it.";
    }

    // Padding as wide as the kernel would make windows of nothing else. 0 for none.
    private int WiderPadding(Shape input)
    {
        int most = SmallerKernel - 1;
        return Horizontal.Padding >= most
            ? 0
            : Enumerable.Range(Horizontal.Padding + 1, most - Horizontal.Padding).FirstOrDefault(padding =>
                With(window => window with { Padding = padding }) is var wider
                && UnreadInput.Of(wider.Vertical, wider.Horizontal, input) is null);
    }

    private long WeightsPerFilter(Shape input) =>
        (long)Math.Min((double)input.Channels * Vertical.Kernel * Horizontal.Kernel, MostWeightsPerFilter);
}
