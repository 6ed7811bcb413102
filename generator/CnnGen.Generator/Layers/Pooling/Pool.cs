using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>What both kinds of pooling share: a window that slides over each channel by itself.</summary>
internal abstract record Pool(string Text, Rank Rank, Window Vertical, Window Horizontal) : WindowLayer(Text, Rank, Vertical, Horizontal)
{
    public override string NamePrefix => "pool";

    public override string CanonicalText =>
        (Rank == Rank.Signal
            ? $"{Kind}1D({Literal.Of(Horizontal.Kernel)}, Stride = {Literal.Of(Horizontal.Stride)}"
            : $"{Kind}2D({Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, Stride = {Windows.Describe(Vertical.Stride, Horizontal.Stride)}")
        + (Horizontal.Padding == 0 ? string.Empty : $", Padding = {Literal.Of(Horizontal.Padding)}")
        + (Horizontal.Ceiling ? ", CeilMode = true" : string.Empty)
        + $"{FurtherArguments})";

    public override string? ChainLabel => $"pool {Size}";

    protected override string WindowName => "pool";

    protected override DiagnosticId TooLarge => DiagnosticId.PoolTooLarge;

    protected override bool HasPadding => false;

    /// <summary>What stands behind those that both kinds have; arguments that are the default do not.</summary>
    protected virtual string FurtherArguments => string.Empty;

    public override void CheckSizes(DiagnosticBag findings)
    {
        CheckWindow(findings, "size", "height", "width");
        CheckPadding(findings);
        if (Horizontal.Stride != Horizontal.Kernel)
        {
            findings.RequirePositive("Stride", Horizontal.Stride);
        }
    }

    // Each window gives its largest value or its mean.
    public override ValueRange Range(ValueRange input) => input;

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (Vertical.Kernel == 1 && Horizontal.Kernel == 1 && node.Output == node.Input)
        {
            findings.Report(DiagnosticId.NoEffect, Text, "each window is one value, and none is left out");
        }

        if (UnreadInput.Of(Vertical, Horizontal, node.Input) is { } unread && !network.IsReadBeside(node))
        {
            string? convolution = FittingConvolution.Find(network, node, Vertical, Horizontal);
            findings.Report(
                DiagnosticId.PoolDropsInput,
                Text,
                unread.ToString(),
                unread.Image,
                findings.Chain,
                string.Join(" ", new[] { unread.Suggestion("pool"), convolution }.Where(sentence => sentence is not null)));
        }
    }

    protected override int OutputChannels(Shape input) => input.Channels;

    protected static (Window Vertical, Window Horizontal) ReadWindows(LayerDeclaration declaration, Rank rank)
    {
        Window Window(string own)
        {
            int size = declaration.Size(own, "size");
            return new Window(
                size, declaration.Integer("Stride", size), declaration.Integer("Padding", 0), Ceiling: declaration.Flag("CeilMode", false));
        }

        return (rank == Rank.Signal ? OneRow : Window("height"), Window("width"));
    }

    // Half a window of padding leaves each one an input.
    private void CheckPadding(DiagnosticBag findings)
    {
        if (Horizontal.Padding < 0)
        {
            findings.Report(DiagnosticId.NegativePadding, [(FixHint.Padding, 0)], Text, "Padding", Literal.Of(Horizontal.Padding));
        }
        else if (SmallerKernel > 0 && Horizontal.Padding > SmallerKernel / 2)
        {
            int most = SmallerKernel / 2;
            findings.Report(
                DiagnosticId.PoolPaddingTooWide, [(FixHint.Padding, most)], Text, Size, Literal.Of(Horizontal.Padding), most == 0 ? "no padding" : $"{Literal.Of(most)} or less");
        }
    }
}
