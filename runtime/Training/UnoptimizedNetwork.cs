using System.Diagnostics;
using System.Reflection;

namespace CnnGen.Training;

/// <summary>What is to be said about a network whose assembly is a debug build: the JIT inlines nothing in it.</summary>
internal static class UnoptimizedNetwork
{
    /// <returns>One line, or <see langword="null"/> where the network was optimised.</returns>
    public static string? Describe(Type network) =>
        network.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }
            ? $"CNN4001: Network '{network.Name}' was compiled without optimization, and trains some fifty times slower than it could. "
                + $"Build with -c Release, or set <Optimize>true</Optimize> in the project of {network.Assembly.GetName().Name}."
            : null;
}
