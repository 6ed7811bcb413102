using CnnGen.Generator.Declarations;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>A layer that learns filters: each weighs what lies under the window, in all channels, and gives one channel.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Vertical">How the kernel slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
/// <param name="Bias">Whether filters add a learned bias.</param>
internal abstract record LearnedConvolution(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : WeightedWindowLayer(Text, Rank, Vertical, Horizontal)
{
    /// <summary>Far more than can be held; up to here no count of weights or multiply-adds overflows.</summary>
    private const double MostWeightsPerFilter = 1L << 37;

    public sealed override string CanonicalText =>
        $"{Kind}{(Rank == Rank.Signal ? "1D" : "2D")}({Literal.Of(Filters)}, {Literal.Of(Vertical.Kernel)}, {Literal.Of(Horizontal.Kernel)}, "
        + $"Stride = {Literal.Of(Horizontal.Stride)}, Padding = {Literal.Of(Horizontal.Padding)}, Bias = {Literal.Of(Bias)}"
        + (Horizontal.Dilation == 1 ? string.Empty : $", Dilation = {Literal.Of(Horizontal.Dilation)}")
        + $"{(Groups == 1 ? string.Empty : $", Groups = {Literal.Of(Groups)}")})";

    /// <summary>Parts into which channels and filters are shared out; each filter reads the channels of its own part alone.</summary>
    public int Groups { get; init; } = 1;

    public sealed override bool WalksChannels => true;

    public sealed override bool Learns => true;

    /// <summary>Weights of the kernel for one channel.</summary>
    public int Taps => Vertical.Kernel * Horizontal.Kernel;

    /// <summary>Whether there are as many filters as channels come in.</summary>
    public bool FollowsInput { get; init; }

    public sealed override void CheckSizes(DiagnosticBag findings)
    {
        if (FollowsInput && !Text.Contains("Kernel"))
        {
            findings.RequireGiven("Kernel");
        }
        else if (FollowsInput)
        {
            CheckWindow(findings, "Kernel", "KernelHeight", "KernelWidth");
        }
        else
        {
            findings.RequirePositive("filters", Filters);
            CheckWindow(findings, "kernel", "kernelHeight", "kernelWidth");
        }

        CheckSliding(findings);
        findings.RequirePositive("Groups", Groups);
    }

    public sealed override int OutputCount => FollowsInput ? 0 : Filters;

    public sealed override string OutputNoun => "filter";

    public sealed override Layer WithOutputCount(int width) => this with { Filters = width };

    public sealed override long MultiplyAdds(Shape input, Shape output) => WeightsPerFilter(input) * output.Size;

    protected sealed override string WindowName => "kernel";

    protected sealed override int OutputChannels(Shape input) => Filters;

    protected sealed override string WayToFewerValues(decimal plane) => !FollowsInput && plane <= DiagnosticBag.LargestTensor
        ? $"Use at most {Literal.Of((long)(DiagnosticBag.LargestTensor / plane))} filters, a larger stride, or pooling before it."
        : base.WayToFewerValues(plane);

    protected long WeightsPerFilter(Shape input) =>
        (long)Math.Min((double)(input.Channels / Groups) * Vertical.Kernel * Horizontal.Kernel, MostWeightsPerFilter);

    protected static (Window Vertical, Window Horizontal) ReadWindows(LayerDeclaration declaration, Rank rank)
    {
        Window Window(string own, string ownName) =>
            ReadWindow(declaration, declaration.Integer(ownName, declaration.Integer("Kernel", declaration.Size(own, "kernel"))));
        return (rank == Rank.Signal ? OneRow : Window("kernelHeight", "KernelHeight"), Window("kernelWidth", "KernelWidth"));
    }
}
