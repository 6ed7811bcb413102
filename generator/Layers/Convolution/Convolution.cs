using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>
/// A convolution, as deep learning calls it: out(f, y, x) = bias(f) + Σ in(c, y·s + i·d − p, x·s + j·d − p) · weight(f, c, i, j).
/// </summary>
internal sealed record Convolution(string Text, Rank Rank, int Filters, Window Vertical, Window Horizontal, bool Bias)
    : FilterLayer(Text, Rank, Filters, Vertical, Horizontal, Bias)
{
    public override string Stem => "conv";

    public override string? Step => $"conv {Size}";

    protected override string Kind => "Conv";

    public static Convolution Read(LayerDeclaration declaration, Rank rank)
    {
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new Convolution(
            declaration.Text, rank, declaration.Integer("filters", 0), vertical, horizontal, declaration.Flag("Bias", true));
    }

    public override long ParameterCount(Shape input) => (WeightsPerFilter(input) + (Bias ? 1 : 0)) * Filters;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) =>
        Winograd.Pays(Vertical, Horizontal, input.Shape, output.Shape)
            ? new WinogradConvolutionOperation(this, name, input, output)
            : new DirectConvolutionOperation(this, name, input, output);
}
