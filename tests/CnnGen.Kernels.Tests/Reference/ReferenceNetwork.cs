namespace CnnGen.Kernels.Tests.Reference;

/// <summary>A chain of layers that ends in a loss.</summary>
internal sealed class ReferenceNetwork
{
    private readonly Loss _loss;
    private readonly (Layer Layer, Shape Input, Range Parameters)[] _layers;

    public ReferenceNetwork(Shape input, IEnumerable<Layer> layers, Loss loss)
    {
        var chain = new List<(Layer, Shape, Range)>();
        var names = new List<string>();
        var shapes = new List<int[]>();
        var numbers = new Dictionary<string, int>();
        foreach (Layer layer in layers)
        {
            int first = shapes.Count;
            shapes.AddRange(layer.Parameters(input));
            chain.Add((layer, input, first..shapes.Count));
            names.AddRange(layer.ParameterNames(input, "", numbers));
            input = layer.Output(input);
        }

        _layers = [.. chain];
        ParameterNames = names;
        ParameterShapes = shapes;
        Outputs = input.Size;
        _loss = loss;
    }

    /// <summary>The name of each tensor of parameters, in the order of the layers.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The dimensions of each tensor of parameters.</summary>
    public IReadOnlyList<int[]> ParameterShapes { get; }

    public int Outputs { get; }

    /// <summary>The classes that the outputs tell apart; 0 where they are numbers.</summary>
    public int Classes => _loss.Classes(Outputs);

    /// <summary>What a prediction holds.</summary>
    public double[] Scores(double[] sample, double[][] parameters) => _loss.Scores(Inputs(sample, parameters)[^1]);

    /// <summary>The class that scores speak for; −1 where there is none.</summary>
    public int Class(double[] scores) => _loss.Class(scores);

    public double Loss(double[] sample, double[] target, double[][] parameters) =>
        _loss.Value(Inputs(sample, parameters)[^1], target);

    /// <summary>The mean loss of a batch in training.</summary>
    public double MeanLoss(double[][] samples, Func<int, double[]> target, double[][] parameters) =>
        MeanLosses(samples, target, parameters).Own;

    /// <summary>What training makes small: the mean loss of a batch, with the losses of heads beside the network.</summary>
    public double Objective(double[][] samples, Func<int, double[]> target, double[][] parameters)
    {
        (double own, double beside) = MeanLosses(samples, target, parameters);
        return own + beside;
    }

    /// <summary>The smallest distance of any layer's input to a kink of its layer, relative to the largest value there.</summary>
    public double DistanceToKink(double[] sample, double[][] parameters) =>
        _layers.Zip(Inputs(sample, parameters))
            .Min(layer => layer.First.Layer.RelativeDistanceToKink(layer.First.Input, layer.Second, parameters[layer.First.Parameters]));

    /// <summary>Adds the gradient of one sample's loss to <paramref name="gradient"/>.</summary>
    public void AddGradient(double[] sample, double[] target, double[][] parameters, double[][] gradient)
    {
        List<double[]> inputs = Inputs(sample, parameters);
        double[] outputGradient = _loss.Gradient(inputs[^1], target);
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            (Layer layer, Shape shape, Range range) = _layers[i];
            outputGradient = layer.Backward(shape, inputs[i], parameters[range], outputGradient, gradient[range], target);
        }
    }

    /// <summary>The output of each layer, those inside branches too, in the order in which they run.</summary>
    public IEnumerable<double[]> LayerOutputs(double[] sample, double[][] parameters) => _layers
        .Zip(Inputs(sample, parameters))
        .SelectMany(layer => layer.First.Layer.Results(layer.First.Input, layer.Second, parameters[layer.First.Parameters]));

    /// <summary>The input of each layer, and at the end the output of the last.</summary>
    public List<double[]> Inputs(double[] sample, double[][] parameters)
    {
        List<double[]> inputs = [sample];
        foreach ((Layer layer, Shape shape, Range range) in _layers)
        {
            inputs.Add(layer.Forward(shape, inputs[^1], parameters[range]));
        }

        return inputs;
    }

    private (double Own, double Beside) MeanLosses(double[][] samples, Func<int, double[]> target, double[][] parameters)
    {
        double beside = 0;
        double[][] values = samples;
        foreach ((Layer layer, Shape shape, Range range) in _layers)
        {
            beside += layer.LossesBeside(shape, values, target, parameters[range]).Average();
            values = layer.ForwardBatch(shape, values, parameters[range]);
        }

        return (values.Select((outputs, sample) => _loss.Value(outputs, target(sample))).Average(), beside);
    }
}
