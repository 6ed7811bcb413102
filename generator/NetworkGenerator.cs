using System.Collections.Immutable;
using System.Text;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator;

/// <summary>
/// The pipeline: a class with <c>[Network]</c> becomes a declaration, the declaration a network whose shapes fit, and
/// the network source text. Findings go their own way, to real locations in the source.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Candidate> candidates = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DeclarationReader.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                DeclarationReader.Read)
            .Where(static candidate => candidate is not null)
            .Select(static (candidate, _) => candidate!)
            .WithTrackingName(Steps.Candidates);

        IncrementalValuesProvider<Resolution> networks = candidates
            .Select(static (candidate, _) => candidate.Declaration)
            .WithTrackingName(Steps.Declarations)
            .Select(static (declaration, _) => NetworkResolver.Resolve(declaration))
            .WithTrackingName(Steps.Networks);

        // Candidates change with each keystroke in their file, and networks with their declarations alone. Each of the one
        // became one of the other, in the same order, so that nothing is resolved for the sake of a place.
        IncrementalValuesProvider<(Candidate Candidate, Resolution Resolution)> reports = candidates.Collect()
            .Combine(networks.Collect())
            .SelectMany(static (pair, _) => pair.Left.Zip(pair.Right, static (candidate, resolution) => (candidate, resolution)))
            .WithTrackingName(Steps.Reports);

        context.RegisterSourceOutput(reports, static (output, report) =>
        {
            foreach (Finding finding in report.Resolution.Findings)
            {
                Site site = report.Candidate.Sites[finding.Site];
                output.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.Of(finding.Id),
                    site.Location,
                    site.Inside,
                    finding.Cure.ToImmutableDictionary(number => number.Name, number => (string?)Literal.Of(number.Value)),
                    [.. finding.Arguments]));
            }
        });

        // One Boolean of the compilation, and an output of its own: a network depends on its own declaration alone.
        IncrementalValueProvider<bool> optimizes = context.CompilationProvider
            .Select(static (compilation, _) => compilation.Options.OptimizationLevel == OptimizationLevel.Release)
            .WithTrackingName(Steps.Optimization);

        context.RegisterSourceOutput(reports.Combine(optimizes), static (output, pair) =>
        {
            (var report, bool isOptimized) = pair;
            if (!isOptimized && report.Resolution.Network is { } network)
            {
                output.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.NotOptimized, report.Candidate.Sites[NetworkDeclaration.NameSite].Location, network.Type.Name));
            }
        });

        // Files are told apart without regard to case. The names that this concerns hardly ever are any, so that a
        // network still depends on its own declaration alone.
        IncrementalValueProvider<EquatableArray<string>> alike = networks
            .Select(static (resolution, _) => resolution.Network?.Type.FullName ?? string.Empty)
            .Collect()
            .Select(static (names, _) => names
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
                .ToEquatableArray())
            .WithTrackingName(Steps.NamesAlike);

        context.RegisterSourceOutput(networks.Combine(alike).WithTrackingName(Steps.Files), static (output, pair) =>
        {
            if (pair.Left.Network is { } network)
            {
                int number = pair.Right.ToList().IndexOf(network.Type.FullName) + 2;
                foreach (SourceFile file in NetworkSource.Write(network, number == 1 ? string.Empty : $"-{number}"))
                {
                    output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
                }
            }
        });
    }

    /// <summary>The names of the pipeline's steps, for the tests that prove what is computed again after an edit.</summary>
    public static class Steps
    {
        /// <summary>Attribute syntax with its locations.</summary>
        public const string Candidates = nameof(Candidates);

        /// <summary>Free of syntax and locations.</summary>
        public const string Declarations = nameof(Declarations);

        /// <summary>Networks with what decides the names of their files.</summary>
        public const string Files = nameof(Files);

        /// <summary>Names of networks that differ from another's in case alone.</summary>
        public const string NamesAlike = nameof(NamesAlike);

        /// <summary>With every shape, or every error, and all that there is to say.</summary>
        public const string Networks = nameof(Networks);

        /// <summary>Whether the compiler optimises.</summary>
        public const string Optimization = nameof(Optimization);

        /// <summary>Networks with the places at which what there is to say of them is shown.</summary>
        public const string Reports = nameof(Reports);
    }
}
