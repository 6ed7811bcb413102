namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The layers of a block, where the attribute is.</summary>
internal sealed record Use(LayerBlock Block, int Repeat = 1, bool Frozen = false) : Branches(Block)
{
    public override string Declaration =>
        $"Use({WithOptions(Block.TypeOf, ("Repeat", Repeat, 1), ("Frozen", Frozen ? "true" : null, null))})";

    public override IEnumerable<Layer> Repetitions => Enumerable.Repeat(this with { Repeat = 1 }, Repeat);

    public override Shape Output(Shape input) => Block.Output(input);

    public override double[] Join(double[][] outputs) => outputs[0];

    public override double[] Part(double[] outputGradient, int first, int length) => outputGradient;
}
