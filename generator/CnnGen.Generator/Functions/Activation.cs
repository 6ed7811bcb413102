using CnnGen.Generator.Text;

namespace CnnGen.Generator.Functions;

internal enum ActivationKind
{
    None,
    ReLU,
    LeakyReLU,
    Sigmoid,
    Tanh,
}

/// <summary>A function of one value; its derivative is a function of its result.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Slope">What <see cref="ActivationKind.LeakyReLU"/> multiplies values below zero by.</param>
internal readonly record struct Activation(ActivationKind Kind, float Slope = 0)
{
    public static readonly Activation None;
    public static readonly Activation ReLU = new(ActivationKind.ReLU);
    public static readonly Activation Sigmoid = new(ActivationKind.Sigmoid);
    public static readonly Activation Tanh = new(ActivationKind.Tanh);

    /// <summary>Whether values above zero pass as they are, and others become small or nothing.</summary>
    public bool IsRectifier => Kind is ActivationKind.ReLU or ActivationKind.LeakyReLU;

    /// <summary>
    /// Whether it is a single operation on lanes, so that a kernel can apply it to each of its sums in place. Others
    /// would, inlined once a sum, fill the budget of a method many times over; they run over what a kernel has stored.
    /// </summary>
    public bool IsSingleOperation => Kind is ActivationKind.None or ActivationKind.ReLU;

    /// <summary>What it gives for values in <paramref name="input"/>: none of them falls where its argument rises.</summary>
    public ValueRange Range(ValueRange input) => new(Of(input.Least), Of(input.Greatest));

    /// <summary>Its name, as comments write it.</summary>
    public override string ToString() => Kind == ActivationKind.LeakyReLU ? $"LeakyReLU({Literal.Shortest(Slope)})" : Kind.ToString();

    private double Of(double value) => Kind switch
    {
        ActivationKind.ReLU => Math.Max(value, 0),
        ActivationKind.LeakyReLU => value > 0 || Slope == 0 ? Math.Max(value, 0) : value * Slope,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-value)),
        ActivationKind.Tanh => Math.Tanh(value),
        _ => value,
    };
}
