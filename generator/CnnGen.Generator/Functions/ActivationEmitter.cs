using CnnGen.Generator.Text;

namespace CnnGen.Generator.Functions;

/// <summary>Activations and their derivatives as expressions on lanes.</summary>
internal static class ActivationEmitter
{
    // The rectifier takes zero only where zero is greater, so that what is not a number stays visible.
    public static string Apply(Activation activation, string value, string zero = "V.Zero") => activation.Kind switch
    {
        ActivationKind.ReLU => $"V.Max({zero}, {value})",
        ActivationKind.LeakyReLU => $"LaneMath.LeakyReLU({value}, {Slope(activation)})",
        ActivationKind.Sigmoid => $"LaneMath.Sigmoid({value})",
        ActivationKind.Tanh => $"LaneMath.Tanh({value})",
        _ => value,
    };

    /// <summary>The gradient before the activation, from the one behind it and the activation's result.</summary>
    public static string Differentiate(Activation activation, string gradient, string result, string zero = "V.Zero") => activation.Kind switch
    {
        ActivationKind.ReLU => $"V.SelectGreater({result}, {zero}, {gradient}, {zero})",
        ActivationKind.LeakyReLU => $"LaneMath.LeakyReLUGradient({gradient}, {result}, {Slope(activation)})",
        ActivationKind.Sigmoid => $"LaneMath.SigmoidGradient({gradient}, {result})",
        ActivationKind.Tanh => $"LaneMath.TanhGradient({gradient}, {result})",
        _ => gradient,
    };

    /// <summary>The runtime's type for it.</summary>
    public static string Type(Activation activation) => activation.Kind switch
    {
        ActivationKind.None => "NoActivation",
        ActivationKind.LeakyReLU => $"LeakyReLUActivation<{SlopeType(activation)}>",
        _ => $"{activation.Kind}Activation",
    };

    /// <summary>Writes the types that hold slopes, which <see cref="Type"/> names.</summary>
    public static void WriteSlopes(SourceWriter writer, IEnumerable<Activation> activations)
    {
        foreach (Activation activation in activations.Where(activation => activation.Kind == ActivationKind.LeakyReLU).Distinct())
        {
            using (writer.Block($"private readonly struct {SlopeType(activation)} : ISlope"))
            {
                writer.Line($"public static float Value => {Literal.Shortest(activation.Slope)}f;");
            }

            writer.Line();
        }
    }

    /// <summary>Behind a formula in a comment: <c> -> ReLU</c>.</summary>
    public static string Describe(Activation activation) => activation == Activation.None ? string.Empty : $" -> {activation}";

    private static string Slope(Activation activation) => $"V.Broadcast({Literal.Shortest(activation.Slope)}f)";

    private static string SlopeType(Activation activation) =>
        "Slope" + Literal.Shortest(activation.Slope).Replace('.', '_').Replace("-", "Minus").Replace("+", string.Empty);
}
