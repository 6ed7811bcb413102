using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The mean of each window.</summary>
/// <param name="Text">The attribute as written, for messages.</param>
/// <param name="Rank">Image or signal.</param>
/// <param name="Vertical">How the window slides over the rows.</param>
/// <param name="Horizontal">How it slides over the columns.</param>
/// <param name="CountsPadding">Whether padding counts as values of the mean, zeros.</param>
[LayerAttribute("AveragePool1D")]
[LayerAttribute("AveragePool2D")]
internal sealed record AveragePool(string Text, Rank Rank, Window Vertical, Window Horizontal, bool CountsPadding)
    : Pool(Text, Rank, Vertical, Horizontal), ILowerable
{
    public static AveragePool Read(LayerDeclaration declaration)
    {
        Rank rank = RankOf(declaration);
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new AveragePool(declaration.Text, rank, vertical, horizontal, declaration.Flag("CountIncludePad", true));
    }

    public override bool FusesActivation => true;

    // A mean of zeros and others lies between them.
    public override ValueRange Range(ValueRange input) => Horizontal.Padding == 0 || !CountsPadding
        ? input
        : new ValueRange(Math.Min(input.Least, 0), Math.Max(input.Greatest, 0));

    protected override string FurtherArguments => CountsPadding ? string.Empty : ", CountIncludePad = false";

    protected override string Kind => "AveragePool";

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new AveragePoolOperation(this, name, inputs[0], output);
}
