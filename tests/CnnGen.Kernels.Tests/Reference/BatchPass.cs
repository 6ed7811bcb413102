using CnnGen.Kernels.Tests.Networks;

namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// A whole network on a batch, layer after layer. In training forward and then backward: norms take the statistics of the batch,
/// dropout the factors that it is given, heads beside the network add their losses. In a prediction forward alone: norms take
/// running statistics, and dropout changes nothing.
/// </summary>
internal sealed class BatchPass
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Func<string, double, int, double[][]>? _masks;
    private readonly double[][] _parameters;
    private readonly Func<double[][], double[][]> _round;
    private readonly double[][] _targets;
    private int _parameter;

    /// <summary>Runs a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The batch.</param>
    /// <param name="targets">For each sample its label alone, or its numbers.</param>
    /// <param name="parameters">Each tensor, in the order of the layers.</param>
    /// <param name="masks">The factors of a dropout layer, by its name, its rate and the values of a sample; nothing in a prediction.</param>
    /// <param name="round">What is done to the results of each layer, forward and backward; nothing unless given.</param>
    public BatchPass(
        TestNetwork network, double[][] samples, double[][] targets, double[][] parameters, Func<string, double, int, double[][]>? masks,
        Func<double[][], double[][]>? round = null)
    {
        (_masks, _parameters, _targets, _round) = (masks, parameters, targets, round ?? (values => values));
        Gradient = [.. parameters.Select(tensor => new double[tensor.Length])];
        Learns = new bool[parameters.Length];
        IEnumerable<(Layer, bool)> layers = network.Layers.SelectMany((layer, i) => layer.Repetitions.Select(one => (one, network.Frozen.Contains(i))));
        Step chain = Chain(layers, network.Input, samples, path: "");
        Scores = [.. chain.Outputs.Select(network.Loss.Scores)];
        Losses = [.. chain.Outputs.Select((outputs, sample) => network.Loss.Value(outputs, targets[sample]))];
        Classes = [.. Scores.Select(network.Loss.Class)];
        if (masks is null)
        {
            return;
        }

        chain.Backward([.. chain.Outputs.Select((outputs, sample) => Mean(network.Loss.Gradient(outputs, targets[sample])))]);
    }

    /// <summary>What is predicted of each sample.</summary>
    public double[][] Scores { get; }

    /// <summary>The loss of each sample, without those of heads.</summary>
    public double[] Losses { get; }

    /// <summary>The class that each sample is taken for.</summary>
    public int[] Classes { get; }

    /// <summary>The gradient of what training makes small, by each tensor of parameters.</summary>
    public double[][] Gradient { get; }

    /// <summary>Whether a tensor of parameters learns by its gradient.</summary>
    public bool[] Learns { get; }

    // What layers make of the batch, and what they make of the gradient of that.
    private sealed record Step(double[][] Outputs, Func<double[][], double[][]> Backward);

    private Step Chain(IEnumerable<(Layer Layer, bool IsFrozen)> layers, Shape shape, double[][] values, string path)
    {
        List<Step> steps = [];
        foreach ((Layer layer, bool isFrozen) in layers)
        {
            Step exact = Run(layer, shape, values, path, isFrozen);
            steps.Add(new Step(_round(exact.Outputs), gradient => _round(exact.Backward(gradient))));
            (values, shape) = (steps[^1].Outputs, layer.Output(shape));
        }

        return new Step(values, gradient => steps.AsEnumerable().Reverse().Aggregate(gradient, (behind, step) => step.Backward(behind)));
    }

    private Step Run(Layer layer, Shape shape, double[][] values, string path, bool isFrozen) => layer switch
    {
        Dropout dropout when _masks is not null => Drop(dropout, _masks, values, path),
        BatchNorm { Frozen: false } norm when !isFrozen && _masks is not null => Normalize(norm, shape, values),
        Branches branches => RunBranches(branches, shape, values, path, isFrozen || branches is Residual { Frozen: true } or Use { Frozen: true }),
        Auxiliary auxiliary => RunHead(auxiliary, shape, values, path, isFrozen || auxiliary.Frozen),
        _ => RunEach(layer, shape, values, isFrozen || layer is BatchNorm),
    };

    private Step RunEach(Layer layer, Shape shape, double[][] values, bool isFrozen)
    {
        Range range = Take(layer.Parameters(shape).Count, learns: !isFrozen);
        return new Step(
            [.. values.Select(value => layer.Forward(shape, value, _parameters[range]))],
            gradient => [.. values.Zip(gradient, (value, behind) => layer.Backward(shape, value, _parameters[range], behind, Gradient[range]))]);
    }

    private Step Drop(Dropout dropout, Func<string, double, int, double[][]> masksOf, double[][] values, string path)
    {
        double[][] masks = masksOf(Numbered(path + "dropout", first: "1"), dropout.Rate, values[0].Length);
        double[][] Masked(double[][] all) => [.. all.Select((one, sample) => one.Zip(masks[sample], (value, factor) => value * factor).ToArray())];
        return new Step(Masked(values), Masked);
    }

    private Step RunBranches(Branches branches, Shape shape, double[][] values, string path, bool isFrozen)
    {
        Step[] ends = [.. branches.All.Select(block => RunBlock(block, shape, values, path, isFrozen))];
        return new Step(
            [.. values.Select((_, sample) => branches.Join([.. ends.Select(end => end.Outputs[sample])]))],
            gradient =>
            {
                int first = 0;
                double[][] sum = [.. values.Select(value => new double[value.Length])];
                foreach (Step end in ends)
                {
                    int length = end.Outputs[0].Length;
                    Add(sum, end.Backward([.. gradient.Select(behind => branches.Part(behind, first, length))]));
                    first += length;
                }

                return sum;
            });
    }

    private Step RunHead(Auxiliary auxiliary, Shape shape, double[][] values, string path, bool isFrozen)
    {
        Step head = RunBlock(auxiliary.Head, shape, values, path, isFrozen);
        return new Step(values, gradient =>
        {
            double[][] sum = [.. gradient.Select(behind => (double[])behind.Clone())];
            Add(sum, head.Backward([.. head.Outputs.Select((scores, sample) => Mean(auxiliary.Gradient(scores, _targets[sample])))]));
            return sum;
        });
    }

    private Step RunBlock(LayerBlock block, Shape shape, double[][] values, string path, bool isFrozen)
    {
        string name = Numbered(path + char.ToLowerInvariant(block.Name[0]) + block.Name[1..], first: "");
        return Chain(block.Layers.SelectMany(layer => layer.Repetitions).Select(layer => (layer, isFrozen)), shape, values, name + ".");
    }

    // Ioffe and Szegedy 2015, section 3: dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)).
    private Step Normalize(BatchNorm norm, Shape shape, double[][] values)
    {
        Range range = Take(4, learns: false);
        (Learns[range.Start.Value], Learns[range.Start.Value + 1]) = (true, true);
        int plane = shape.Height * shape.Width;
        (double[] weight, double[] weightGradient, double[] biasGradient) = (_parameters[range][0], Gradient[range][0], Gradient[range][1]);
        (double Mean, double Deviation)[] statistics =
        [
            .. Enumerable.Range(0, shape.Channels)
                .Select(channel => BatchNorm.Statistics(shape, values, channel))
                .Select(channel => (channel.Mean, Deviation: Math.Sqrt(channel.Variance + norm.Epsilon)))
                .Select(channel => (Rounded(channel.Mean, channel.Deviation), Rounded(channel.Deviation, channel.Deviation))),
        ];
        double[][] again = _round(values);
        double Normal(int sample, int i) => (again[sample][i] - statistics[i / plane].Mean) / statistics[i / plane].Deviation;
        return new Step(norm.ForwardBatch(shape, values, _parameters[range]), gradient =>
        {
            double[][] inputGradient = [.. values.Select(value => new double[value.Length])];
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                (double sum, double product, double squares) = (0, 0, 0);
                for (int sample = 0; sample < values.Length; sample++)
                for (int i = channel * plane; i < (channel + 1) * plane; i++)
                {
                    sum += gradient[sample][i];
                    product += gradient[sample][i] * Normal(sample, i);
                    squares += gradient[sample][i] * gradient[sample][i];
                }

                weightGradient[channel] += product;
                biasGradient[channel] += sum;

                // All values of a channel take these sums in, so that what rounding makes of them adds up over the channel.
                (sum, product) = (Rounded(sum, Math.Sqrt(squares)), Rounded(product, Math.Sqrt(squares)));
                double count = (double)values.Length * plane;
                for (int sample = 0; sample < values.Length; sample++)
                for (int i = channel * plane; i < (channel + 1) * plane; i++)
                {
                    inputGradient[sample][i] = weight[channel] / statistics[channel].Deviation
                        * (gradient[sample][i] - (sum / count) - (Normal(sample, i) * product / count));
                }
            }

            return inputGradient;
        });
    }

    // A sum, moved as one of terms of that size is by roundings.
    private double Rounded(double sum, double size) => _round([[sum, size]])[0][0];

    private Range Take(int count, bool learns)
    {
        int first = _parameter;
        _parameter += count;
        Array.Fill(Learns, learns, first, count);
        return first.._parameter;
    }

    private string Numbered(string name, string first)
    {
        int number = _numbers[name] = _numbers.GetValueOrDefault(name) + 1;
        return number == 1 ? name + first : FormattableString.Invariant($"{name}{number}");
    }

    private double[] Mean(double[] gradient) => [.. gradient.Select(slope => slope / _targets.Length)];

    private static void Add(double[][] sum, double[][] terms)
    {
        foreach ((double[] row, double[] added) in sum.Zip(terms))
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += added[i];
            }
        }
    }
}
