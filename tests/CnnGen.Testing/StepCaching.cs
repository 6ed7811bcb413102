using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Testing;

/// <summary>The rule that a keystroke which changes no declaration costs nothing.</summary>
internal static class StepCaching
{
    // Steps of the compiler itself: its inputs, and those inside ForAttributeWithMetadataName, which see each new
    // compilation by design.
    private static readonly string[] CompilerInputs =
        ["Compilation", "MetadataReferences", "ParseOptions", "AnalyzerConfigOptions", "AdditionalTexts"];

    private const string CompilerStepSuffix = "_ForAttributeWithMetadataName";

    /// <summary>Runs the generator on an equal compilation.</summary>
    /// <param name="driver">A driver that has run on <paramref name="compilation"/>.</param>
    /// <param name="compilation">What it has run on.</param>
    /// <exception cref="InvalidOperationException">A step of the generator computed an output again.</exception>
    public static void Verify(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorRunResult again = driver.RunGenerators(compilation.Clone()).GetRunResult().Results.Single();
        string[] recomputed =
        [
            .. Steps(again.TrackedSteps).Concat(Steps(again.TrackedOutputSteps))
                .SelectMany(step => step.Runs, (step, run) => (step.Name, run))
                .SelectMany(step => step.run.Outputs, (step, output) => (step.Name, output.Reason))
                .Where(step => step.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
                .Select(step => $"{step.Name} ({step.Reason})")
                .Distinct(),
        ];
        if (recomputed.Length > 0)
        {
            throw new InvalidOperationException(
                "On an unchanged compilation every step's outputs must be Cached or Unchanged, but these are not: "
                + string.Join(", ", recomputed));
        }
    }

    private static IEnumerable<(string Name, ImmutableArray<IncrementalGeneratorRunStep> Runs)> Steps(
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> tracked) =>
        from step in tracked
        where !CompilerInputs.Contains(step.Key) && !step.Key.EndsWith(CompilerStepSuffix, StringComparison.Ordinal)
        select (step.Key, step.Value);
}
