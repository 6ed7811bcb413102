namespace CnnGen.Kernels.Tests.Reference;

/// <summary>Over the values of a group of channels.</summary>
internal sealed record GroupNorm(int Groups, double Epsilon = 1e-5) : SampleNorm(Epsilon)
{
    public override string Name => "gn";

    public override string Declaration => WithOptions($"GroupNorm({Groups}", (nameof(Epsilon), Epsilon, 1e-5)) + ")";

    protected override int SetOf(Shape shape, int channel, int position) => channel / (shape.Channels / Groups);
}
