using CnnGen.Generator.Tests.Diagnostics;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>What is reported on a root-mean-square normalisation.</summary>
internal static class RmsNormCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        new("Epsilons of root-mean-square normalisations",
            "[Network(4, 8, 8), {|CNN3014:RmsNorm(Epsilon = 0)|}, {|CNN3014:RmsNorm(Epsilon = -1, WholeSample = true)|}, {|CNN3014:RmsNorm(Epsilon = double.NaN)|}, {|CNN3014:RmsNorm(Epsilon = 1e39)|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "RmsNorm(Epsilon = 0): Epsilon must be a number from 1E-30 to 3.4E+38, but is 0.",
            "RmsNorm(Epsilon = -1, WholeSample = true): Epsilon must be a number from 1E-30 to 3.4E+38, but is -1.",
            "RmsNorm(Epsilon = double.NaN): Epsilon must be a number from 1E-30 to 3.4E+38, but is not a number.",
            "RmsNorm(Epsilon = 1e39): Epsilon must be a number from 1E-30 to 3.4E+38, but is infinite as a 32-bit float."),
    ];
}
