using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>What both kinds of pooling share: a window that slides over each channel by itself.</summary>
internal abstract record Pool2D(string Text, Window Vertical, Window Horizontal) : Layer(Text)
{
    public override string Stem => "pool";

    public override string Signature =>
        $"{Kind}({Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, "
        + $"Stride = {Windows.Describe(Vertical.Stride, Horizontal.Stride)})";

    /// <summary>The attribute's name.</summary>
    protected abstract string Kind { get; }

    public override string? Step => $"pool {Windows.Describe(Vertical.Kernel, Horizontal.Kernel)}";

    public override void CheckSizes(FindingSink findings)
    {
        findings.Positive(Vertical.Kernel == Horizontal.Kernel ? "size" : "height", Vertical.Kernel);
        if (Vertical.Kernel != Horizontal.Kernel)
        {
            findings.Positive("width", Horizontal.Kernel);
        }

        if (Vertical.Stride != Vertical.Kernel)
        {
            findings.Positive("Stride", Vertical.Stride);
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
                Windows.WayOut("pool", Vertical, Horizontal, input, offerPadding: false);
            findings.Report(
                DiagnosticId.PoolTooLarge,
                cure,
                Text,
                $"{Literal.Of(Vertical.Kernel)}×{Literal.Of(Horizontal.Kernel)}",
                input.ToString(),
                findings.Chain,
                wayOut);
            return null;
        }

        // Never more than the input has, which can be held.
        return Shape.Image(input.Channels, (int)Vertical.Output(input.Height), (int)Horizontal.Output(input.Width));
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

    protected static (Window Vertical, Window Horizontal) ReadWindows(LayerDeclaration declaration)
    {
        int height = declaration.Size("height", "size");
        int width = declaration.Size("width", "size");
        return (
            new Window(height, declaration.Integer("Stride", height), 0),
            new Window(width, declaration.Integer("Stride", width), 0));
    }
}
