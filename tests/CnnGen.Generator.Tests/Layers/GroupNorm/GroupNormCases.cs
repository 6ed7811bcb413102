using CnnGen.Generator.Tests.Diagnostics;

namespace CnnGen.Generator.Tests.Layers;

/// <summary>What is reported on a group normalisation.</summary>
internal static class GroupNormCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        new("Groups that do not divide the channels",
            "[Network(1, 28, 28), Conv2D(12, 5), {|CNN2022:GroupNorm(5)|}, Flatten, FullyConnected(10), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "GroupNorm(5) has 5 groups, but 12 channels = 5 · 2 + 2 (28 → conv 5 → 24). Use 1, 2, 3, 4, 6 or 12 groups."),
        new("Groups of a single channel",
            "[Network(1, 9), {|CNN2022:GroupNorm(2)|}, Flatten, FullyConnected(10), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "GroupNorm(2) has 2 groups, but 1 channel is fewer. Use 1 group."),
        new("No groups, and no epsilon",
            "[Network(4), {|CNN3001:{|CNN3014:GroupNorm(0, Epsilon = 0)|}|}, FullyConnected(10), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "GroupNorm(0, Epsilon = 0): groups must be at least 1, but is 0. Use 1 or more.",
            "GroupNorm(0, Epsilon = 0): Epsilon must be a number from 1E-30 to 3.4E+38, but is 0."),
    ];
}
