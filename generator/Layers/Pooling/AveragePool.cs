using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The mean of each window.</summary>
internal sealed record AveragePool(string Text, Rank Rank, Window Vertical, Window Horizontal) : Pool(Text, Rank, Vertical, Horizontal)
{
    public static AveragePool Read(LayerDeclaration declaration, Rank rank)
    {
        (Window vertical, Window horizontal) = ReadWindows(declaration, rank);
        return new AveragePool(declaration.Text, rank, vertical, horizontal);
    }

    public override bool FusesActivation => true;

    protected override string Kind => "AveragePool";

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new AveragePoolOperation(this, name, input, output);
}
