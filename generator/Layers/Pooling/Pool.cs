using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>What both kinds of pooling share: a window that slides over each channel by itself.</summary>
internal abstract record Pool(string Text, Rank Rank, Window Vertical, Window Horizontal) : WindowLayer(Text, Rank, Vertical, Horizontal)
{
    public override string Stem => "pool";

    public override string Signature => Rank == Rank.Signal
        ? $"{Kind}1D({Literal.Of(Horizontal.Kernel)}, Stride = {Literal.Of(Horizontal.Stride)})"
        : $"{Kind}2D({Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, Stride = {Windows.Describe(Vertical.Stride, Horizontal.Stride)})";

    public override string? Step => $"pool {Size}";

    protected override string WindowName => "pool";

    protected override DiagnosticId TooLarge => DiagnosticId.PoolTooLarge;

    protected override bool HasPadding => false;

    public override void CheckSizes(FindingSink findings)
    {
        CheckWindow(findings, "size", "height", "width");
        if (Horizontal.Stride != Horizontal.Kernel)
        {
            findings.Positive("Stride", Horizontal.Stride);
        }
    }

    // Each window gives its largest value or its mean.
    public override ValueRange Range(ValueRange input) => input;

    public override void Advise(ShapedNetwork network, Node node, FindingSink findings)
    {
        if (Vertical.Kernel == 1 && Horizontal.Kernel == 1 && node.Output == node.Input)
        {
            findings.Report(DiagnosticId.NoEffect, Text, "each window is one value, and none is left out");
        }

        if (UnreadInput.Of(Vertical, Horizontal, node.Input) is { } unread)
        {
            string? convolution = FittingConvolution.Find(network, node, Vertical, Horizontal);
            findings.Report(
                DiagnosticId.PoolDropsInput,
                Text,
                unread.ToString(),
                unread.Image,
                findings.Chain,
                string.Join(" ", new[] { unread.WayOut("pool"), convolution }.Where(sentence => sentence is not null)));
        }
    }

    protected override int OutputChannels(Shape input) => input.Channels;

    protected static (Window Vertical, Window Horizontal) ReadWindows(LayerDeclaration declaration, Rank rank)
    {
        Window Window(string own)
        {
            int size = declaration.Size(own, "size");
            return new Window(size, declaration.Integer("Stride", size), 0);
        }

        return (rank == Rank.Signal ? OneRow : Window("height"), Window("width"));
    }
}
