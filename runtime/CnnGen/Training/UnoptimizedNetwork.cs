using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CnnGen.Training;

/// <summary>What is to be said about a network whose assembly is a debug build: the JIT inlines nothing in it.</summary>
internal static class UnoptimizedNetwork
{
    /// <returns>One line, or <see langword="null"/> where the network was optimised.</returns>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2045", Justification = "Where the attribute is trimmed away nothing is said, and the compiler has said it (CNN4001).")]
    public static string? Describe(Type network) =>
        network.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }
            ? $"CNN4001: Network '{network.Name}' was compiled without optimization, and trains some fifty times slower than it could. "
                + $"Build with -c Release, or set <Optimize>true</Optimize> in the project of {network.Assembly.GetName().Name}."
            : null;
}
