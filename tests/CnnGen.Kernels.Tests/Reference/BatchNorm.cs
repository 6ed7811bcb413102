namespace CnnGen.Kernels.Tests.Reference;

/// <summary>y = γ (x − µ) / √(σ² + ε) + β: by running statistics for a sample, by those of all samples for a batch.</summary>
internal sealed record BatchNorm(double Epsilon = 1e-5, double Momentum = 0.1, bool Frozen = false) : Layer
{
    private const int Weight = 0;
    private const int Bias = 1;
    private const int RunningMean = 2;
    private const int RunningVar = 3;

    public override string Name => "bn";

    public override bool TakesAnyRank => true;

    public override bool IsExact => false;

    public override string Declaration
    {
        get
        {
            string options = WithOptions("", ("Epsilon", Epsilon, 1e-5), ("Momentum", Momentum, 0.1), ("Frozen", Frozen ? "true" : null, null));
            return options.Length == 0 ? "BatchNorm" : $"BatchNorm({options.TrimStart(',', ' ')})";
        }
    }

    public override IReadOnlyList<int[]> Parameters(Shape input) => [[input.Channels], [input.Channels], [input.Channels], [input.Channels]];

    protected override IReadOnlyList<string> ParameterKinds => ["weight", "bias", "running_mean", "running_var"];

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        Normalize(shape, input, parameters, channel => (parameters[RunningMean][channel], parameters[RunningVar][channel]));

    public override double[][] ForwardBatch(Shape shape, double[][] inputs, double[][] parameters)
    {
        if (Frozen)
        {
            return base.ForwardBatch(shape, inputs, parameters);
        }

        (double Mean, double Variance)[] statistics = [.. Enumerable.Range(0, shape.Channels).Select(channel => Statistics(shape, inputs, channel))];
        return [.. inputs.Select(input => Normalize(shape, input, parameters, channel => statistics[channel]))];
    }

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) =>
        [.. outputGradient.Select((d, i) => d * parameters[Weight][i / Plane(shape)] / Math.Sqrt(parameters[RunningVar][i / Plane(shape)] + Epsilon))];

    /// <summary>Mean and biased variance of a channel over all samples and positions.</summary>
    public static (double Mean, double Variance) Statistics(Shape shape, double[][] inputs, int channel)
    {
        double[] values = [.. inputs.SelectMany(input => input.Skip(channel * Plane(shape)).Take(Plane(shape)))];
        double mean = values.Average();
        return (mean, values.Average(value => (value - mean) * (value - mean)));
    }

    private double[] Normalize(Shape shape, double[] input, double[][] parameters, Func<int, (double Mean, double Variance)> statistics)
    {
        double[] output = new double[input.Length];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            (double mean, double variance) = statistics(channel);
            double factor = parameters[Weight][channel] / Math.Sqrt(variance + Epsilon);
            for (int i = channel * Plane(shape); i < (channel + 1) * Plane(shape); i++)
            {
                output[i] = (factor * (input[i] - mean)) + parameters[Bias][channel];
            }
        }

        return output;
    }

    private static int Plane(Shape shape) => shape.Height * shape.Width;
}
