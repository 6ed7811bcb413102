using System.Diagnostics;
using System.Reflection;

namespace CnnGen.Training;

/// <summary>What is to be said about a network whose assembly is a debug build: the JIT inlines nothing in it.</summary>
internal static class UnoptimizedNetwork
{
    /// <returns>One line, or <see langword="null"/> where the network was optimised.</returns>
    public static string? Describe(Type network) =>
        network.Assembly.CustomAttributes.Any(DisablesOptimization)
            ? $"CNN4001: Network '{network.Name}' was compiled without optimization, and trains some fifty times slower than it could. "
                + $"Build with -c Release, or set <Optimize>true</Optimize> in the project of {network.Assembly.GetName().Name}."
            : null;

    // By name: a program that is trimmed without support for debuggers keeps no such attributes, and the trimmer warns of who asks
    // for them by type (IL2045).
    private static bool DisablesOptimization(CustomAttributeData attribute) =>
        attribute.AttributeType.FullName == "System.Diagnostics.DebuggableAttribute"
        && attribute.ConstructorArguments is [{ Value: int modes }]
        && ((DebuggableAttribute.DebuggingModes)modes).HasFlag(DebuggableAttribute.DebuggingModes.DisableOptimizations);
}
