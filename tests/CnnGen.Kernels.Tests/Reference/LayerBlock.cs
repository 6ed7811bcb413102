namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A chain of layers that other layers use as a whole; without layers it is the identity.</summary>
/// <param name="Name">The name of its class: <c>Body</c>.</param>
/// <param name="Layers">Its layers.</param>
internal sealed record LayerBlock(string Name, params Layer[] Layers)
{
    /// <summary>What stands in a declaration for the class that bears the blocks.</summary>
    public const string Owner = "@";

    public string TypeOf => $"typeof({Owner}.{Name})";

    /// <summary>Its class, and behind it those of the blocks inside it.</summary>
    public IEnumerable<string> Declarations => Layers
        .SelectMany(layer => layer.Blocks)
        .SelectMany(block => block.Declarations)
        .Prepend($"[{string.Join(", ", Layers.Select(layer => layer.Declaration).Prepend("Block"))}] public static class {Name};");

    public IEnumerable<Layer> Inside => Layers.SelectMany(layer => layer.Inside);

    private IEnumerable<Layer> Chain => Layers.SelectMany(layer => layer.Repetitions);

    public Shape Output(Shape input) => Chain.Aggregate(input, (shape, layer) => layer.Output(shape));

    public IReadOnlyList<int[]> Parameters(Shape input) => [.. Steps(input).SelectMany(step => step.Layer.Parameters(step.Input))];

    public IReadOnlyList<string> ParameterNames(Shape input, string path, Dictionary<string, int> numbers)
    {
        string name = path + char.ToLowerInvariant(Name[0]) + Name[1..];
        int number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
        string inside = (number == 1 ? name : $"{name}{number}") + ".";
        return [.. Steps(input).SelectMany(step => step.Layer.ParameterNames(step.Input, inside, numbers))];
    }

    public double[] Forward(Shape shape, double[] input, double[][] parameters) => Inputs(shape, input, parameters)[^1];

    public double[][] ForwardBatch(Shape shape, double[][] inputs, double[][] parameters) => Steps(shape)
        .Aggregate(inputs, (values, step) => step.Layer.ForwardBatch(step.Input, values, parameters[step.Parameters]));

    public IEnumerable<double[]> Results(Shape shape, double[] input, double[][] parameters) => Steps(shape)
        .Zip(Inputs(shape, input, parameters))
        .SelectMany(step => step.First.Layer.Results(step.First.Input, step.Second, parameters[step.First.Parameters]));

    public double[] Backward(Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients)
    {
        List<double[]> inputs = Inputs(shape, input, parameters);
        foreach ((int i, (Layer layer, Shape from, Range range)) in Steps(shape).Index().Reverse())
        {
            outputGradient = layer.Backward(from, inputs[i], parameters[range], outputGradient, parameterGradients[range]);
        }

        return outputGradient;
    }

    public double DistanceToKink(Shape shape, double[] input, double[][] parameters) => Steps(shape)
        .Zip(Inputs(shape, input, parameters))
        .Select(step => step.First.Layer.RelativeDistanceToKink(step.First.Input, step.Second, parameters[step.First.Parameters]))
        .Prepend(double.PositiveInfinity)
        .Min();

    private List<double[]> Inputs(Shape shape, double[] input, double[][] parameters)
    {
        List<double[]> inputs = [input];
        foreach ((Layer layer, Shape from, Range range) in Steps(shape))
        {
            inputs.Add(layer.Forward(from, inputs[^1], parameters[range]));
        }

        return inputs;
    }

    private IEnumerable<(Layer Layer, Shape Input, Range Parameters)> Steps(Shape input)
    {
        int first = 0;
        foreach (Layer layer in Chain)
        {
            int count = layer.Parameters(input).Count;
            yield return (layer, input, first..(first + count));
            first += count;
            input = layer.Output(input);
        }
    }
}
