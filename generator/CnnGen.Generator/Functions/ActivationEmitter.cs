using CnnGen.Generator.Kernels;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Functions;

/// <summary>Activations and their derivatives as expressions on lanes.</summary>
internal static class ActivationEmitter
{
    // The rectifier takes zero only where zero is greater, so that what is not a number stays visible.
    public static Lanes Apply(Activation activation, Lanes value, Lanes? zero = null) => activation.Kind switch
    {
        ActivationKind.ReLU => Lanes.Max(zero ?? Lanes.Zero, value),
        ActivationKind.LeakyReLU => Lanes.Apply(LaneFunction.LeakyReLU, value, Lanes.Broadcast(activation.Slope)),
        ActivationKind.Sigmoid => Lanes.Apply(LaneFunction.Sigmoid, value),
        ActivationKind.Tanh => Lanes.Apply(LaneFunction.Tanh, value),
        _ => value,
    };

    /// <summary>The gradient before the activation, from the one behind it and the activation's result.</summary>
    public static Lanes Differentiate(Activation activation, Lanes gradient, Lanes result, Lanes? zero = null) => activation.Kind switch
    {
        ActivationKind.ReLU => Lanes.SelectGreater(result, zero ?? Lanes.Zero, gradient, zero ?? Lanes.Zero),
        ActivationKind.LeakyReLU => Lanes.Apply(LaneFunction.LeakyReLUGradient, gradient, result, Lanes.Broadcast(activation.Slope)),
        ActivationKind.Sigmoid => Lanes.Apply(LaneFunction.SigmoidGradient, gradient, result),
        ActivationKind.Tanh => Lanes.Apply(LaneFunction.TanhGradient, gradient, result),
        _ => gradient,
    };

    /// <summary>The same for kernels that are written as text.</summary>
    public static string Apply(Activation activation, string value, string zero = "V.Zero") =>
        Apply(activation, Lanes.Of(value), Lanes.Of(zero)).ToString();

    /// <inheritdoc cref="Apply(Activation, string, string)"/>
    public static string Differentiate(Activation activation, string gradient, string result, string zero = "V.Zero") =>
        Differentiate(activation, Lanes.Of(gradient), Lanes.Of(result), Lanes.Of(zero)).ToString();

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

    private static string SlopeType(Activation activation) =>
        "Slope" + Literal.Shortest(activation.Slope).Replace('.', '_').Replace("-", "Minus").Replace("+", string.Empty);
}
