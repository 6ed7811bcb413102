namespace CnnGen.Kernels.Tests.Reference;

/// <summary>
/// A layer written down as it is defined: one sample at a time, in double precision, in the plainest loops. Emitted
/// kernels are held against it.
/// </summary>
internal abstract record Layer
{
    /// <summary>The layer's attribute in a C# declaration.</summary>
    public abstract string Declaration { get; }

    /// <summary>What names of parameters start with, before the layer's number.</summary>
    public virtual string Name => "";

    /// <summary>Whether it takes images, signals and vectors alike; else images and signals alone, unless a switch says otherwise.</summary>
    public virtual bool TakesAnyRank => false;

    /// <summary>Whether its output is a vector, whatever its input is.</summary>
    public virtual bool GivesVector => false;

    /// <summary>Whether floats compute it without rounding where all values are small multiples of 1/4.</summary>
    public virtual bool IsExact => true;

    /// <summary>Whether its derivative jumps, where values are equal or zero.</summary>
    public virtual bool HasKinks => false;

    /// <summary>The shape that the layer makes of an input.</summary>
    public virtual Shape Output(Shape input) => input;

    /// <summary>The dimensions of the weights and then of the biases, where there are any.</summary>
    public virtual IReadOnlyList<int[]> Parameters(Shape input) => [];

    /// <summary>The names of those, numbered by what they begin with.</summary>
    /// <param name="input">The shape of the input.</param>
    /// <param name="path">What the names of all layers around begin with.</param>
    /// <param name="numbers">The last number of each name so far.</param>
    public virtual IReadOnlyList<string> ParameterNames(Shape input, string path, Dictionary<string, int> numbers)
    {
        int count = Parameters(input).Count;
        if (count == 0)
        {
            return [];
        }

        string name = path + Name;
        int number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
        return [.. ParameterKinds.Take(count).Select(kind => $"{name}{number}.{kind}")];
    }

    /// <summary>The blocks that its declaration names.</summary>
    public virtual IEnumerable<LayerBlock> Blocks => [];

    /// <summary>This layer and all those in its blocks.</summary>
    public virtual IEnumerable<Layer> Inside => [this];

    /// <summary>What a network runs for its declaration: this layer, as often as that says.</summary>
    public virtual IEnumerable<Layer> Repetitions => [this];

    /// <summary>The output of one sample.</summary>
    public abstract double[] Forward(Shape shape, double[] input, double[][] parameters);

    /// <summary>The outputs of a batch in training.</summary>
    public virtual double[][] ForwardBatch(Shape shape, double[][] inputs, double[][] parameters) =>
        [.. inputs.Select(input => Forward(shape, input, parameters))];

    /// <summary>What the layers inside give, in the order in which they run, and then this one.</summary>
    public virtual IEnumerable<double[]> Results(Shape shape, double[] input, double[][] parameters) => [Forward(shape, input, parameters)];

    /// <summary>The gradient of the input; adds the gradients of the parameters to <paramref name="parameterGradients"/>.</summary>
    public abstract double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients);

    /// <summary>The same for a sample whose target is known; a head beside the network is taught by it.</summary>
    public virtual double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients, double[] target) =>
        Backward(shape, input, parameters, outputGradient, parameterGradients);

    /// <summary>What training makes small beside the loss of the network, for each sample of a batch.</summary>
    public virtual double[] LossesBeside(Shape shape, double[][] inputs, Func<int, double[]> target, double[][] parameters) =>
        new double[inputs.Length];

    /// <summary>
    /// How far the input is from where the layer's derivative jumps, exact hits excepted: those are decided by rule and
    /// not by rounding.
    /// </summary>
    public virtual double DistanceToKink(Shape shape, double[] input) => double.PositiveInfinity;

    /// <summary>The same, of all layers inside, relative to the largest value there.</summary>
    public virtual double RelativeDistanceToKink(Shape shape, double[] input, double[][] parameters) =>
        DistanceToKink(shape, input) / input.Max(Math.Abs);

    /// <summary>What the names of parameters end with.</summary>
    protected virtual IReadOnlyList<string> ParameterKinds => ["weight", "bias"];

    protected static string WithOptions(string arguments, params (string Name, object? Value, object? Default)[] options) =>
        string.Join(", ", options
            .Where(option => !Equals(option.Value, option.Default))
            .Select(option => FormattableString.Invariant($"{option.Name} = {option.Value}"))
            .Prepend(arguments));
}
