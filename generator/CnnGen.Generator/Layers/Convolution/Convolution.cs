using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A convolution, as deep learning calls it: out(f, y, x) = bias(f) + Σ in(c, y·s + i·d − p, x·s + j·d − p) · weight(f, c, i, j),
/// the sum over the channels of the filter's group.
/// </summary>
[LayerAttribute("Conv1D")]
[LayerAttribute("Conv2D")]
internal sealed record Convolution(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : LearnedConvolution(Text, Rank, Filters, Vertical, Horizontal, Bias), ILowerable
{
    public override string NamePrefix => "conv";

    public override string? ChainLabel => $"conv {Size}";

    protected override string Kind => "Conv";

    public static Convolution Read(LayerDeclaration declaration)
    {
        Rank rank = RankOf(declaration);
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new Convolution(
            declaration.Text, rank, declaration.Integer("filters", 0), vertical, horizontal, declaration.Flag("Bias", true))
        {
            Groups = declaration.Integer("Groups", 1),
            FollowsInput = !declaration.Has("filters"),
        };
    }

    public override string Text
    {
        get => base.Written + FiltersIfUnwritten + base.Text.Substring(base.Written.Length);
        init => base.Text = value;
    }

    public override string Written
    {
        get => base.Written + FiltersIfUnwritten;
        init => base.Written = value;
    }

    private string FiltersIfUnwritten => FollowsInput && Filters > 0 ? $" with {Plural.Count(Filters, "filter")}" : string.Empty;

    public override Layer WithInput(Shape input) => FollowsInput ? this with { Filters = input.Channels } : this;

    /// <summary>The filters of one group, by themselves.</summary>
    public Convolution OfOneGroup => this with { Filters = Filters / Groups, Groups = 1 };

    /// <summary>Those of its weights, the outermost first.</summary>
    public int[] WeightDimensions(Shape input) => Rank == Rank.Signal
        ? [Filters, input.Channels / Groups, Horizontal.Kernel]
        : [Filters, input.Channels / Groups, Vertical.Kernel, Horizontal.Kernel];

    protected override void CheckChannels(Shape input, DiagnosticBag findings) =>
        new GroupCheck(Text, Groups, input.Channels, Filters).Run(findings);

    public override void Advise(ShapedNetwork network, Node node, DiagnosticBag findings)
    {
        base.Advise(network, node, findings);
        BatchNorm.AdviseBias(network, node, Bias, findings);
    }

    public override long ParameterCount(Shape input) => (WeightsPerFilter(input) + (Bias ? 1 : 0)) * Filters;

    public override string WayToFewerBytes => "Use fewer filters or smaller kernels";

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) =>
        InWholeVectors(inputs[0].Shape) && Winograd.Pays(Vertical, Horizontal, inputs[0].FirstGroup(Groups).Shape, output.FirstGroup(Groups).Shape)
            ? new WinogradConvolutionOperation(this, name, inputs[0], output)
            : new DirectConvolutionOperation(this, name, inputs[0], output);

    // One sample has channels as lanes, and takes the groups of a convolution by Winograd's form as vectors of their own.
    private bool InWholeVectors(Shape input) => Groups == 1 || (input.Channels / Groups % Tensor.Lanes == 0 && Filters / Groups % Tensor.Lanes == 0);
}
