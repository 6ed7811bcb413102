namespace CnnGen.Kernels.Tests.Reference;

/// <summary>y = w x / √(mean of x² + ε), over the channels of each position, or over all values of a sample, each with a weight of its own.</summary>
/// <param name="Epsilon">What is added to a mean square.</param>
/// <param name="WholeSample">Whether it is over all values.</param>
/// <param name="Dimensions">Those of its input, which weights of all values have as well: 3 of an image, 2 of a signal, 1 of a vector.</param>
internal sealed record RmsNorm(double Epsilon = RmsNorm.DefaultEpsilon, bool WholeSample = false, int Dimensions = 3) : Layer
{
    public const double DefaultEpsilon = 1.1920929e-7;

    public override string Name => "rms";

    public override string Declaration
    {
        get
        {
            string options = WithOptions("", (nameof(Epsilon), Epsilon, DefaultEpsilon), (nameof(WholeSample), WholeSample ? "true" : "false", "false"));
            return options.Length == 0 ? "RmsNorm" : $"RmsNorm({options.TrimStart(',', ' ')})";
        }
    }

    public override bool TakesAnyRank => true;

    public override bool IsExact => false;

    public override IReadOnlyList<int[]> Parameters(Shape input) =>
        WholeSample ? [[input.Channels, .. new[] { input.Height, input.Width }[(3 - Dimensions)..]]] : [[input.Channels]];

    public override double[] Forward(Shape shape, double[] input, double[][] parameters)
    {
        double[] output = new double[input.Length];
        foreach (int[] set in Sets(shape))
        {
            double root = Root(set, input);
            foreach (int i in set)
            {
                output[i] = parameters[0][WeightOf(shape, i)] * input[i] / root;
            }
        }

        return output;
    }

    // dy_j / dx_i = w_j (δ_ij / r − x_i x_j / (n r³)), with the root r.
    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] inputGradient = new double[input.Length];
        foreach (int[] set in Sets(shape))
        {
            double root = Root(set, input);
            double product = set.Sum(j => outputGradient[j] * parameters[0][WeightOf(shape, j)] * input[j]);
            foreach (int i in set)
            {
                inputGradient[i] = (outputGradient[i] * parameters[0][WeightOf(shape, i)] / root) - (input[i] * product / (set.Length * root * root * root));
                parameterGradients[0][WeightOf(shape, i)] += outputGradient[i] * input[i] / root;
            }
        }

        return inputGradient;
    }

    private int WeightOf(Shape shape, int value) => WholeSample ? value : value / (shape.Height * shape.Width);

    private IEnumerable<int[]> Sets(Shape shape) => Enumerable.Range(0, shape.Size)
        .GroupBy(i => WholeSample ? 0 : i % (shape.Height * shape.Width))
        .Select(set => set.ToArray());

    private double Root(int[] set, double[] input) => Math.Sqrt(set.Average(i => input[i] * input[i]) + Epsilon);
}
