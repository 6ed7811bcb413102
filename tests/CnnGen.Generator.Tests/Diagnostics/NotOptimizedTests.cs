using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The message on a debug build can be silenced like any other, and leaves the network's files alone.</summary>
public class NotOptimizedTests
{
    private const string Id = "CNN4001";
    private const string Network = "[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] public sealed partial class Digits;";

    private static readonly CSharpCompilation Debug = Compilation(Network, OptimizationLevel.Debug);

    [Fact]
    public void An_optimised_build_has_nothing_to_say() => Assert.Empty(Messages(Compilation(Network, OptimizationLevel.Release)));

    [Fact]
    public void A_debug_build_has_a_message() => Assert.Equal(DiagnosticSeverity.Info, Assert.Single(Messages(Debug)).Severity);

    [Fact]
    public void A_pragma_silences_it() =>
        Assert.Empty(Messages(Compilation($"#pragma warning disable {Id}\n{Network}", OptimizationLevel.Debug)));

    [Fact]
    public void The_project_silences_it() => Assert.Empty(Messages(Debug.WithOptions(
        Debug.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(Id, ReportDiagnostic.Suppress)]))));

    [Fact]
    public void An_editorconfig_silences_it() => Assert.Empty(Messages(Debug.WithOptions(
        Debug.Options.WithSyntaxTreeOptionsProvider(new Silence()))));

    [Fact]
    public void Another_level_of_optimisation_writes_no_file_again()
    {
        GeneratorDriver driver = NetworkCompilation.CreateDriver().RunGenerators(Debug);
        GeneratorRunResult after = driver
            .RunGenerators(Debug.WithOptions(Debug.Options.WithOptimizationLevel(OptimizationLevel.Release)))
            .GetRunResult().Results.Single();
        Assert.Empty(after.Diagnostics);
        Assert.Equal(
            [IncrementalStepRunReason.Modified],
            after.TrackedSteps[NetworkGenerator.Steps.Optimization].Single().Outputs.Select(output => output.Reason));
        Assert.Equal(
            [IncrementalStepRunReason.Cached],
            after.TrackedSteps[NetworkGenerator.Steps.Files].Single().Outputs.Select(output => output.Reason));
    }

    private static CSharpCompilation Compilation(string source, OptimizationLevel optimization)
    {
        CSharpCompilation compilation = NetworkCompilation.Written([("Networks.cs", source)]);
        return compilation.WithOptions(compilation.Options.WithOptimizationLevel(optimization));
    }

    private static IEnumerable<Diagnostic> Messages(CSharpCompilation compilation) =>
        NetworkCompilation.CreateDriver().RunGenerators(compilation).GetRunResult().Diagnostics
            .Where(diagnostic => !diagnostic.IsSuppressed);

    // What an .editorconfig with "dotnet_diagnostic.CNN4001.severity = none" becomes.
    private sealed class Silence : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Suppress;
            return diagnosticId == Id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
