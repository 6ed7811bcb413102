using CnnGen.Generator.Functions;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>The mean of each channel: a vector, since nothing is left to flatten.</summary>
internal sealed record GlobalAveragePool(string Text) : Layer(Text)
{
    public override string NamePrefix => "pool";

    public override string CanonicalText => "GlobalAveragePool";

    public override string? ChainLabel => "global pool";

    public override bool FusesActivation => true;

    public override Shape? InferShape(Shape input, DiagnosticBag findings) =>
        input.Rank == Rank.Signal || Windows.Need(Rank.Image, input, Text, CanonicalText, findings) ? Shape.Vector(input.Channels) : null;

    public override ValueRange Range(ValueRange input) => input;

    // It is one window as large as its input.
    public override Operation CreateOperation(string name, Tensor input, Tensor output)
    {
        Window Whole(int size) => new(size, size, 0);
        var pool = new AveragePool(Text, input.Shape.Rank, Whole(input.Shape.Height), Whole(input.Shape.Width), CountsPadding: false);
        return new AveragePoolOperation(pool, name, input, output);
    }
}
