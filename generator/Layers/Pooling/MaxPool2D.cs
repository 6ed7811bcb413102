using CnnGen.Generator.Declarations;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The largest value of each window.</summary>
internal sealed record MaxPool2D(string Text, Window Vertical, Window Horizontal) : Pool2D(Text, Vertical, Horizontal)
{
    protected override string Kind => "MaxPool2D";

    public static MaxPool2D Read(LayerDeclaration declaration)
    {
        (Window vertical, Window horizontal) = ReadWindows(declaration);
        return new MaxPool2D(declaration.Text, vertical, horizontal);
    }

    public override bool PassesValues => true;

    public override Operation CreateOperation(string name, Tensor input, Tensor output) => new MaxPoolOperation(this, name, input, output);
}
