using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A convolution with weights of its own at each position:
/// out(f, y, x) = bias(y, x, f) + Σ in(c, y·s + i·d − p, x·s + j·d − p) · weight(y, x, c, i, j, f).
/// </summary>
[LayerAttribute("LocallyConnected1D")]
[LayerAttribute("LocallyConnected2D")]
internal sealed record LocallyConnected(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : LearnedConvolution(Text, Rank, Filters, Vertical, Horizontal, Bias), ILowerable
{
    public override string NamePrefix => "local";

    public override string? ChainLabel => $"local {Size}";

    protected override string Kind => "LocallyConnected";

    public static LocallyConnected Read(LayerDeclaration declaration)
    {
        Rank rank = RankOf(declaration);
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new LocallyConnected(
            declaration.Text, rank, declaration.Integer("filters", 0), vertical, horizontal, declaration.Flag("Bias", true));
    }

    public override long ParameterCount(Shape input) => Positions(input) * Filters * (WeightsPerFilter(input) + (Bias ? 1 : 0));

    /// <summary>Weights on padding exist, so that the tensor is a whole one, and never learn.</summary>
    public override string? Remark(Shape input)
    {
        long weights = Positions(input) * Filters * WeightsPerFilter(input);
        long connections = Vertical.Contacts(input.Height) * Horizontal.Contacts(input.Width) * input.Channels * Filters;
        return weights == connections
            ? null
            : $"{Literal.Grouped(connections)} of {Literal.Grouped(weights)} weights meet an input; the others lie on padding and never learn";
    }

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new LocallyConnectedOperation(this, name, inputs[0], output);

    private long Positions(Shape input) => Vertical.Output(input.Height) * Horizontal.Output(input.Width);
}
