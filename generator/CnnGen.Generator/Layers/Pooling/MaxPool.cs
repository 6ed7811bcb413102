using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The largest value of each window.</summary>
[LayerAttribute("MaxPool1D")]
[LayerAttribute("MaxPool2D")]
internal sealed record MaxPool(string Text, Rank Rank, Window Vertical, Window Horizontal) : Pool(Text, Rank, Vertical, Horizontal), ILowerable
{
    public static MaxPool Read(LayerDeclaration declaration)
    {
        Rank rank = RankOf(declaration);
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new MaxPool(declaration.Text, rank, vertical, horizontal);
    }

    public override bool PassesValues => true;

    protected override string Kind => "MaxPool";

    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output) => new MaxPoolOperation(this, name, inputs[0], output);
}
