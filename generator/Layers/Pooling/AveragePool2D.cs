using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The mean of each window.</summary>
internal sealed record AveragePool2D(string Text, Window Vertical, Window Horizontal) : Pool2D(Text, Vertical, Horizontal)
{
    protected override string Kind => "AveragePool2D";

    public static AveragePool2D Read(LayerDeclaration declaration)
    {
        (Window vertical, Window horizontal) = ReadWindows(declaration);
        return new AveragePool2D(declaration.Text, vertical, horizontal);
    }

    public override bool FusesActivation => true;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new AveragePoolOperation(this, name, input, output);
}
