namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A head beside the network: gives its input as it is, and adds Weight · cross entropy of the head's scores to the loss of training.</summary>
internal sealed record Auxiliary(LayerBlock Head, double Weight = 0.3, bool Frozen = false) : Layer
{
    private static readonly SoftmaxCrossEntropy HeadLoss = new();

    public override string Declaration => $"Auxiliary({WithOptions(Head.TypeOf, ("Weight", Weight, 0.3), ("Frozen", Frozen ? "true" : null, null))})";

    public override IEnumerable<LayerBlock> Blocks => [Head];

    public override IEnumerable<Layer> Inside => Head.Inside.Prepend(this);

    public override IReadOnlyList<int[]> Parameters(Shape input) => Head.Parameters(input);

    public override IReadOnlyList<string> ParameterNames(Shape input, string path, Dictionary<string, int> numbers) =>
        Head.ParameterNames(input, path, numbers);

    public override double[] Forward(Shape shape, double[] input, double[][] parameters) => input;

    public override double[] LossesBeside(Shape shape, double[][] inputs, Func<int, double[]> target, double[][] parameters) =>
        [.. Head.ForwardBatch(shape, inputs, parameters).Select((scores, sample) => Weight * HeadLoss.Value(scores, target(sample)))];

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients) => outputGradient;

    public override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients, double[] target)
    {
        double[] inputGradient = Head.Backward(shape, input, parameters, Gradient(Head.Forward(shape, input, parameters), target), parameterGradients);
        return [.. outputGradient.Zip(inputGradient, (own, head) => own + head)];
    }

    /// <summary>The gradient of the head's share of the loss by its scores.</summary>
    public double[] Gradient(double[] scores, double[] target) => [.. HeadLoss.Gradient(scores, target).Select(slope => Weight * slope)];

    public override double RelativeDistanceToKink(Shape shape, double[] input, double[][] parameters) =>
        Head.DistanceToKink(shape, input, parameters);
}
