using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A window layer that learns filters: each weighs what lies under the window, in all channels, and gives one channel.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Vertical">How the kernel slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
/// <param name="Bias">Whether filters add a learned bias.</param>
internal abstract record FilterLayer(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : WindowLayer(Text, Rank, Vertical, Horizontal)
{
    /// <summary>Far more than can be held; up to here no count of weights or multiply-adds overflows.</summary>
    private const double MostWeightsPerFilter = 1L << 37;

    public sealed override string Signature =>
        $"{Kind}{(Rank == Rank.Signal ? "1D" : "2D")}({Literal.Of(Filters)}, {Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, "
        + $"Stride = {Literal.Of(Horizontal.Stride)}, Padding = {Literal.Of(Horizontal.Padding)}, Bias = {Literal.Of(Bias)}"
        + $"{(Horizontal.Dilation == 1 ? string.Empty : $", Dilation = {Literal.Of(Horizontal.Dilation)}")})";

    public sealed override bool FusesActivation => true;

    public sealed override bool WalksChannels => true;

    /// <summary>Weights of the kernel for one channel.</summary>
    public int Taps => Vertical.Kernel * Horizontal.Kernel;

    /// <summary>What kernels' comments add where the window does more than slide on by one: <c>, stride 2, padding 1</c>.</summary>
    public string Sliding =>
        (Horizontal.Stride == 1 ? string.Empty : $", stride {Literal.Of(Horizontal.Stride)}")
        + (Horizontal.Padding == 0 ? string.Empty : $", padding {Literal.Of(Horizontal.Padding)}")
        + (Horizontal.Dilation == 1 ? string.Empty : $", dilation {Literal.Of(Horizontal.Dilation)}");

    protected sealed override string WindowName => "kernel";

    protected sealed override DiagnosticId TooLarge => DiagnosticId.KernelTooLarge;

    protected sealed override bool HasPadding => true;

    public sealed override void CheckSizes(FindingSink findings)
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

    public sealed override void Advise(ShapedNetwork network, Node node, FindingSink findings)
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
    public FilterLayer With(Func<Window, Window> change) => this with
    {
        Vertical = Rank == Rank.Signal ? Vertical : change(Vertical),
        Horizontal = change(Horizontal),
    };

    public sealed override int Width => Filters;

    public sealed override string WidthNoun => "filter";

    public sealed override Layer WithWidth(int width) => this with { Filters = width };

    public sealed override long MultiplyAdds(Shape input, Shape output) => WeightsPerFilter(input) * output.Size;

    protected sealed override int OutputChannels(Shape input) => Filters;

    protected sealed override string WayToFewerValues(decimal plane)
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

    protected long WeightsPerFilter(Shape input) =>
        (long)Math.Min((double)input.Channels * Vertical.Kernel * Horizontal.Kernel, MostWeightsPerFilter);

    protected static (Window Vertical, Window Horizontal) ReadWindows(LayerDeclaration declaration, Rank rank)
    {
        Window Window(string ownKernel) => new(
            declaration.Size(ownKernel, "kernel"),
            declaration.Integer("Stride", 1),
            declaration.Integer("Padding", 0),
            declaration.Integer("Dilation", 1));
        return (rank == Rank.Signal ? OneRow : Window("kernelHeight"), Window("kernelWidth"));
    }
}
