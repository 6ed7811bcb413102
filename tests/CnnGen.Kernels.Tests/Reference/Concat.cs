namespace CnnGen.Kernels.Tests.Reference;

/// <summary>The channels that the branches give, one behind the other.</summary>
internal sealed record Concat(params LayerBlock[] Parts) : Branches(Parts)
{
    public override string Declaration => $"Concat({string.Join(", ", Parts.Select(block => block.TypeOf))})";

    public override Shape Output(Shape input) =>
        Parts[0].Output(input) with { Channels = Parts.Sum(block => block.Output(input).Channels) };

    // Channels are the outermost dimension.
    public override double[] Join(double[][] outputs) => [.. outputs.SelectMany(output => output)];

    public override double[] Part(double[] outputGradient, int first, int length) => outputGradient[first..(first + length)];
}
