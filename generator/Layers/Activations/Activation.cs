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
}
