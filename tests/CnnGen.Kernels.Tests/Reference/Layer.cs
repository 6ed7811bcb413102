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

    /// <summary>The shape that the layer makes of an input.</summary>
    public virtual Shape Output(Shape input) => input;

    /// <summary>The dimensions of the weights and then of the biases, where there are any.</summary>
    public virtual IReadOnlyList<int[]> Parameters(Shape input) => [];

    /// <summary>The output of one sample.</summary>
    public abstract double[] Forward(Shape shape, double[] input, double[][] parameters);

    /// <summary>The gradient of the input; adds the gradients of the parameters to <paramref name="parameterGradients"/>.</summary>
    public abstract double[] Backward(
        Shape shape, double[] input, double[][] parameters, double[] outputGradient, double[][] parameterGradients);

    /// <summary>
    /// How far the input is from where the layer's derivative jumps, exact hits excepted: those are decided by rule and
    /// not by rounding.
    /// </summary>
    public virtual double DistanceToKink(Shape shape, double[] input) => double.PositiveInfinity;

    protected static string WithOptions(string arguments, params (string Name, object? Value, object? Default)[] options) =>
        string.Join(", ", options
            .Where(option => !Equals(option.Value, option.Default))
            .Select(option => FormattableString.Invariant($"{option.Name} = {option.Value}"))
            .Prepend(arguments));
}
