namespace CnnGen.Kernels.Tests.Reference;

/// <summary>out = body(in) + shortcut(in); without a shortcut the input itself.</summary>
internal sealed record Residual(LayerBlock Body, LayerBlock? Shortcut = null, int Repeat = 1, bool Frozen = false) : Branches(Body, Shortcut ?? Input)
{
    // Never declared, and without parameters that would need its name.
    private static readonly LayerBlock Input = new("Input");

    public override string Declaration
    {
        get
        {
            string arguments = WithOptions(
                Body.TypeOf, ("Repeat", Repeat, 1), ("Shortcut", Shortcut?.TypeOf, null), ("Frozen", Frozen ? "true" : null, null));
            return $"Residual({arguments})";
        }
    }

    public override IEnumerable<LayerBlock> Blocks => Shortcut is null ? [Body] : [Body, Shortcut];

    public override IEnumerable<Layer> Repetitions => Enumerable.Repeat(this with { Repeat = 1 }, Repeat);

    public override Shape Output(Shape input) => Body.Output(input);

    public override double[] Join(double[][] outputs) => [.. outputs[0].Zip(outputs[1], (a, b) => a + b)];

    public override double[] Part(double[] outputGradient, int first, int length) => outputGradient;
}
