namespace CnnGen.Kernels.Tests.Reference;

/// <summary>y = x / d^β with d = k + α/size Σ x² over the nearby channels at the same place.</summary>
internal sealed record LocalResponseNorm(int Size = 5, double Alpha = 1e-4, double Beta = 0.75, double K = 1) : Layer
{
    public override bool TakesAnyRank => true;

    public override bool IsExact => false;

    public override string Declaration => FormattableString.Invariant($"LocalResponseNorm({Size}, {Alpha}, {Beta}, {K})");

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        [.. input.Select((x, i) => x * Math.Pow(Base(shape, input, i), -Beta))];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            double d = Base(shape, input, i);
            inputGradient[i] += outputGradient[i] * Math.Pow(d, -Beta);
            foreach (int j in Neighbours(shape, i))
            {
                inputGradient[j] -= outputGradient[i] * input[i] * Beta * Math.Pow(d, -Beta - 1) * Alpha / Size * 2 * input[j];
            }
        }

        return inputGradient;
    }

    private double Base(Shape shape, double[] input, int i) => K + (Alpha / Size * Neighbours(shape, i).Sum(j => input[j] * input[j]));

    private IEnumerable<int> Neighbours(Shape shape, int i)
    {
        int plane = shape.Height * shape.Width;
        int channel = i / plane;
        for (int other = Math.Max(channel - (Size / 2), 0); other <= Math.Min(channel + (Size / 2), shape.Channels - 1); other++)
        {
            yield return (other * plane) + (i % plane);
        }
    }
}
