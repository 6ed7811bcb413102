using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The largest value of each window.</summary>
internal sealed record MaxPool(string Text, Rank Rank, Window Vertical, Window Horizontal) : Pool(Text, Rank, Vertical, Horizontal)
{
    public static MaxPool Read(LayerDeclaration declaration, Rank rank)
    {
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new MaxPool(declaration.Text, rank, vertical, horizontal);
    }

    public override bool PassesValues => true;

    protected override string Kind => "MaxPool";

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new MaxPoolOperation(this, name, input, output);
}
