namespace CnnGen.Kernels.Tests.Reference;

/// <summary>y = w (x − µ) / √(σ² + ε) + b, with µ and σ² of the values of a set: those of a sample for which <see cref="SetOf"/> is the same.</summary>
internal abstract record SampleNorm(double Epsilon) : Layer
{
    public sealed override bool TakesAnyRank => true;

    public sealed override bool IsExact => false;

    public override IReadOnlyList<int[]> Parameters(Shape input) => [[input.Channels], [input.Channels]];

    /// <summary>Which set a value belongs to.</summary>
    protected abstract int SetOf(Shape shape, int channel, int position);

    /// <summary>Which weight and bias a value has.</summary>
    protected virtual int WeightOf(Shape shape, int value) => value / (shape.Height * shape.Width);

    public sealed override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[input.Length];
        foreach (int[] set in Sets(shape))
        {
            (double mean, double deviation) = Statistics(set, input);
            foreach (int i in set)
            {
                output[i] = (parameters[0][WeightOf(shape, i)] * (input[i] - mean) / deviation) + parameters[1][WeightOf(shape, i)];
            }
        }

        return output;
    }

    public sealed override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[input.Length];
        foreach (int[] set in Sets(shape))
        {
            (double mean, double deviation) = Statistics(set, input);
            double[] normalized = [.. set.Select(i => (input[i] - mean) / deviation)];
            double[] gradient = [.. set.Select(i => outputGradient[i] * parameters[0][WeightOf(shape, i)])];
            double ofMean = gradient.Average();
            double ofDeviation = gradient.Zip(normalized, (g, n) => g * n).Average();
            for (int i = 0; i < set.Length; i++)
            {
                inputGradient[set[i]] = (gradient[i] - ofMean - (normalized[i] * ofDeviation)) / deviation;
                parameterGradients[0][WeightOf(shape, set[i])] += outputGradient[set[i]] * normalized[i];
                parameterGradients[1][WeightOf(shape, set[i])] += outputGradient[set[i]];
            }
        }

        return inputGradient;
    }

    private IEnumerable<int[]> Sets(Shape shape) => Enumerable.Range(0, shape.Size)
        .GroupBy(i => SetOf(shape, i / (shape.Height * shape.Width), i % (shape.Height * shape.Width)))
        .Select(set => set.ToArray());

    private (double Mean, double Deviation) Statistics(int[] set, double[] input)
    {
        double mean = set.Average(i => input[i]);
        return (mean, Math.Sqrt(set.Average(i => (input[i] - mean) * (input[i] - mean)) + Epsilon));
    }
}
