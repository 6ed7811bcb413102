using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A window layer that weighs what lies under its kernel, which may reach beyond the edges of the input.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Vertical">How the kernel slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
internal abstract record WeightedWindowLayer(string Text, Rank Rank, Window Vertical, Window Horizontal)
    : WindowLayer(Text, Rank, Vertical, Horizontal)
{
    public sealed override bool FusesActivation => true;

    /// <summary>What kernels' comments add where the window does more than slide on by one: <c>, stride 2, padding 1</c>.</summary>
    public string Sliding =>
        (Horizontal.Stride == 1 ? string.Empty : $", stride {Literal.Of(Horizontal.Stride)}")
        + (Horizontal.Padding == 0 ? string.Empty : $", padding {Literal.Of(Horizontal.Padding)}")
        + (Horizontal.Dilation == 1 ? string.Empty : $", dilation {Literal.Of(Horizontal.Dilation)}");

    protected sealed override DiagnosticId TooLarge => DiagnosticId.KernelTooLarge;

    protected sealed override bool HasPadding => true;

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        if (UnreadInput.Of(Vertical, Horizontal, node.Input) is { } unread && !network.IsReadBeside(node))
        {
            int padding = WiderPadding(node.Input);
            findings.Report(
                DiagnosticId.StrideSkipsInput,
                Text,
                unread.ToString(),
                unread.Image,
                findings.Chain,
                unread.Suggestion("kernel") + (padding > 0 ? $" So would Padding = {Literal.Of(padding)}." : string.Empty));
        }
    }

    /// <summary>The same with other windows; a signal has but one.</summary>
    public WeightedWindowLayer With(Func<Window, Window> change) => this with
    {
        Vertical = Rank == Rank.Signal ? Vertical : change(Vertical),
        Horizontal = change(Horizontal),
    };

    protected override string WayToFewerValues(decimal plane) =>
        Horizontal.Padding >= Math.Max(Vertical.Extent, Horizontal.Extent)
            ? "Use a padding smaller than the kernel."
            : base.WayToFewerValues(plane);

    /// <summary>Reports steps and paddings that there are not.</summary>
    protected void CheckSliding(DiagnosticBag findings)
    {
        findings.RequirePositive("Stride", Horizontal.Stride);
        findings.RequirePositive("Dilation", Horizontal.Dilation);
        if (Horizontal.Padding < 0)
        {
            findings.Report(DiagnosticId.NegativePadding, [(FixHint.Padding, 0)], Text, "Padding", Literal.Of(Horizontal.Padding));
        }
    }

    protected static Window ReadWindow(LayerDeclaration declaration, int kernel) => new(
        kernel,
        declaration.Integer("Stride", 1),
        declaration.Integer("Padding", 0),
        declaration.Integer("Dilation", 1));

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
}
