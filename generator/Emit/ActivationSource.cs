using CnnGen.Generator.Layers;

namespace CnnGen.Generator.Emit;

/// <summary>Activations and their derivatives as expressions on lanes.</summary>
internal static class ActivationSource
{
    // The rectifier takes zero only where zero is greater, so that what is not a number stays visible.
    public static string Apply(Activation activation, string value, string zero = "V.Zero") => activation switch
    {
        Activation.ReLU => $"V.Max({zero}, {value})",
        Activation.Sigmoid => $"LaneMath.Sigmoid({value})",
        Activation.Tanh => $"LaneMath.Tanh({value})",
        _ => value,
    };

    /// <summary>The gradient before the activation, from the one behind it and the activation's result.</summary>
    public static string Differentiate(Activation activation, string gradient, string result, string zero = "V.Zero") => activation switch
    {
        Activation.ReLU => $"V.SelectGreater({result}, {zero}, {gradient}, {zero})",
        Activation.Sigmoid => $"LaneMath.SigmoidGradient({gradient}, {result})",
        Activation.Tanh => $"LaneMath.TanhGradient({gradient}, {result})",
        _ => gradient,
    };

    /// <summary>The runtime's type for it.</summary>
    public static string Type(Activation activation) => activation == Activation.None ? "NoActivation" : $"{activation}Activation";

    /// <summary>Behind a formula in a comment: <c> -> ReLU</c>.</summary>
    public static string Describe(Activation activation) => activation == Activation.None ? string.Empty : $" -> {activation}";
}
