namespace CnnGen.Kernels.Tests.Reference;

/// <summary>Over the channels of each position, or over all values of a sample, each with a weight of its own.</summary>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="WholeSample">Whether it is over all values.</param>
/// <param name="Dimensions">Those of its input, which weights of all values have as well: 3 of an image, 2 of a signal, 1 of a vector.</param>
internal sealed record LayerNorm(double Epsilon = 1e-5, bool WholeSample = false, int Dimensions = 3) : SampleNorm(Epsilon)
{
    public override string Name => "ln";

    public override string Declaration
    {
        get
        {
            string options = WithOptions("", (nameof(Epsilon), Epsilon, 1e-5), (nameof(WholeSample), WholeSample ? "true" : "false", "false"));
            return options.Length == 0 ? "LayerNorm" : $"LayerNorm({options.TrimStart(',', ' ')})";
        }
    }

    public override IReadOnlyList<int[]> Parameters(Shape input)
    {
        int[] sizes = [input.Channels, .. new[] { input.Height, input.Width }[(3 - Dimensions)..]];
        return WholeSample ? [sizes, sizes] : base.Parameters(input);
    }

    protected override int SetOf(Shape shape, int channel, int position) => WholeSample ? 0 : position;

    protected override int WeightOf(Shape shape, int value) => WholeSample ? value : base.WeightOf(shape, value);
}
