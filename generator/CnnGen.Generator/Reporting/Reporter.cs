using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Reporting;

/// <summary>
/// Who says what is wrong with networks: the analyzer, or the generator in builds that run no analyzers. Both ask here, so that
/// it is always said, and never twice.
/// </summary>
internal static class Reporter
{
    private const string Property = "build_property.CnnGenGeneratorReports";

    /// <summary>Whether it is the generator; <c>build/CnnGen.targets</c> knows.</summary>
    public static bool IsGenerator(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Property, out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
