using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The largest value of each channel: a vector, since nothing is left to flatten.</summary>
[LayerAttribute("GlobalMaxPool")]
internal sealed record GlobalMaxPool(string Text) : Layer(Text), ILowerable
{
    public override string NamePrefix => "pool";

    public override string CanonicalText => "GlobalMaxPool";

    public override string? ChainLabel => "global pool";

    public override bool PassesValues => true;

    public static GlobalMaxPool Read(LayerDeclaration declaration) => new(declaration.Text);

    public override Shape? InferShape(Shape input, DiagnosticBag findings) =>
        input.Rank == Rank.Signal || Windows.Need(Rank.Image, input, Text, CanonicalText, findings) ? Shape.Vector(input.Channels) : null;

    public override ValueRange Range(ValueRange input) => input;

    // It is one window as large as its input.
    public Operation CreateOperation(string name, IReadOnlyList<Tensor> inputs, Tensor output)
    {
        Window Whole(int size) => new(size, size, 0);
        var pool = new MaxPool(Text, inputs[0].Shape.Rank, Whole(inputs[0].Shape.Height), Whole(inputs[0].Shape.Width));
        return new MaxPoolOperation(pool, name, inputs[0], output);
    }
}
