using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Layers;

/// <summary>A function of one value; its derivative is a function of its result.</summary>
internal enum Activation
{
    None,
    ReLU,
    Sigmoid,
    Tanh,
}

internal static class Activations
{
    /// <summary>
    /// Whether it is a single operation on lanes, so that a kernel can apply it to each of its sums in place. Others
    /// would, inlined once a sum, fill the budget of a method many times over; they run over what a kernel has stored.
    /// </summary>
    public static bool IsSingleOperation(this Activation activation) => activation is Activation.None or Activation.ReLU;

    /// <summary>What it gives for values in <paramref name="input"/>: none of them falls where its argument rises.</summary>
    public static ValueRange Range(this Activation activation, ValueRange input) =>
        new(activation.Of(input.Least), activation.Of(input.Greatest));

    private static double Of(this Activation activation, double value) => activation switch
    {
        Activation.ReLU => Math.Max(value, 0),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-value)),
        Activation.Tanh => Math.Tanh(value),
        _ => value,
    };
}
