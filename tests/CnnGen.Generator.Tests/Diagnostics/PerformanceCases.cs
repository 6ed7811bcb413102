using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Networks that are right, and slower than they could be.</summary>
internal static class PerformanceCases
{
    public static IEnumerable<DiagnosticCase> All => NotOptimized;

    private static DiagnosticCase[] NotOptimized =>
    [
        new("A debug build",
            """
            [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class {|CNN4001:First|};
            [Network(5), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class {|CNN4001:Second|};
            """,
            "Network 'First' is compiled without optimization, and trains some fifty times slower than it could. Build with -c Release, or set <Optimize>true</Optimize> in this project.",
            "Network 'Second' is compiled without optimization, and trains some fifty times slower than it could. Build with -c Release, or set <Optimize>true</Optimize> in this project.")
        {
            Optimization = OptimizationLevel.Debug,
            Emitted = ["First", "Second"],
        },
        new("A debug build of a network that is wrong",
            "[Network(4), {|CNN3001:FullyConnected(0)|}, SoftmaxCrossEntropy] public sealed partial class Digits;",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more.")
        {
            Optimization = OptimizationLevel.Debug,
        },
    ];
}
