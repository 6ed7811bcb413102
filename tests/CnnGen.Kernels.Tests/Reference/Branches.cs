namespace CnnGen.Kernels.Tests.Reference;

/// <summary>Blocks that read the same input.</summary>
internal abstract record Branches(params LayerBlock[] All) : Layer
{
    public override IEnumerable<LayerBlock> Blocks => All;

    public override IEnumerable<Layer> Inside => All.SelectMany(block => block.Inside).Prepend(this);

    public sealed override IReadOnlyList<int[]> Parameters(Shape input) => [.. All.SelectMany(block => block.Parameters(input))];

    public sealed override IReadOnlyList<string> ParameterNames(Shape input, string path, Dictionary<string, int> numbers) =>
        [.. All.SelectMany(block => block.ParameterNames(input, path, numbers))];

    public sealed override double[] Forward(Shape shape, double[] input, double[][] parameters) =>
        Join([.. Ranges(shape).Select(branch => branch.Block.Forward(shape, input, parameters[branch.Parameters]))]);

    public sealed override double[][] ForwardBatch(Shape shape, double[][] inputs, double[][] parameters)
    {
        double[][][] outputs = [.. Ranges(shape).Select(branch => branch.Block.ForwardBatch(shape, inputs, parameters[branch.Parameters]))];
        return [.. inputs.Select((_, sample) => Join([.. outputs.Select(branch => branch[sample])]))];
    }

    public sealed override IEnumerable<double[]> Results(Shape shape, double[] input, double[][] parameters) => Ranges(shape)
        .SelectMany(branch => branch.Block.Results(shape, input, parameters[branch.Parameters]))
        .Append(Forward(shape, input, parameters));

    public sealed override double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        double[] sum = new double[input.Length];
        int first = 0;
        foreach ((LayerBlock block, Range range) in Ranges(shape))
        {
            double[] part = Part(outputGradient, first, block.Output(shape).Size);
            first += block.Output(shape).Size;
            double[] gradient = block.Backward(shape, input, parameters[range], part, parameterGradients[range]);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i];
            }
        }

        return sum;
    }

    public sealed override double RelativeDistanceToKink(Shape shape, double[] input, double[][] parameters) =>
        Ranges(shape).Min(branch => branch.Block.DistanceToKink(shape, input, parameters[branch.Parameters]));

    /// <summary>What the results of all branches become.</summary>
    public abstract double[] Join(double[][] outputs);

    /// <summary>What a branch gets of the gradient of all.</summary>
    public abstract double[] Part(double[] outputGradient, int first, int length);

    private IEnumerable<(LayerBlock Block, Range Parameters)> Ranges(Shape shape)
    {
        int first = 0;
        foreach (LayerBlock block in All)
        {
            int count = block.Parameters(shape).Count;
            yield return (block, first..(first + count));
            first += count;
        }
    }
}
