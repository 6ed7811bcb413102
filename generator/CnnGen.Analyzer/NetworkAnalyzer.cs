using System.Collections.Immutable;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Reporting;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Analyzer;

/// <summary>
/// Says what is wrong with networks while they are typed: editors run analyzers after each keystroke, and generators when a
/// file is saved. It reads and resolves a declaration as the generator does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    // An editor keeps an analyzer, and initialises it anew for each compilation.
    private readonly KnownResolutions _known = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Descriptors.All.Where(static descriptor => descriptor != Descriptors.Fault).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Code is written for networks in files of other tools as well, so that those are to be right.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (!Reporter.IsGenerator(start.Options.AnalyzerConfigOptionsProvider))
            {
                Lazy<BlockUses> uses = new(() => new BlockUses(start.Compilation));
                start.RegisterSymbolAction(symbol => AnalyzeType(symbol, uses), SymbolKind.NamedType);
                start.RegisterAdditionalFileAction(AnalyzeFile);
            }
        });
    }

    private void AnalyzeType(SymbolAnalysisContext context, Lazy<BlockUses> uses)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        IEnumerable<Diagnostic> diagnostics = DeclarationReader.NetworkMark(type) is { } network
            ? OfNetwork(type, network, context)
            : DeclarationReader.BlockMark(type) is { } block
                ? OfBlock(type, block, uses, context)
                : OfOther(type, uses);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private IEnumerable<Diagnostic> OfNetwork(INamedTypeSymbol type, AttributeData network, SymbolAnalysisContext context)
    {
        if (Read(type, network, context.Compilation, context.CancellationToken) is not { } candidate)
        {
            return [];
        }

        // The generator has come upon a fault as well, and reports it.
        return NetworkReport.Of(candidate, _known.Of(candidate.Declaration), NetworkReport.Optimizes(context.Compilation))
            .Where(static diagnostic => diagnostic.Descriptor != Descriptors.Fault)
            .Concat(CompilationRequirements.Fits(network.AttributeClass!.ContainingAssembly) ? StrayAttributes.Among(type, network) : []);
    }

    // Mistakes in a block are reported where a network uses it; in one that is not used, as far as they do not depend on the input.
    private static IEnumerable<Diagnostic> OfBlock(INamedTypeSymbol type, AttributeData mark, Lazy<BlockUses> uses, SymbolAnalysisContext context)
    {
        if (PartOf(mark, context.CancellationToken) is not { } syntax || !CompilationRequirements.Fits(mark.AttributeClass!.ContainingAssembly))
        {
            return [];
        }

        IEnumerable<Diagnostic> strays = StrayAttributes.Among(type, mark);
        return !uses.Value.AreReportedElsewhere(type) && DeclarationReader.ReadBlock(type, syntax, mark, context.CancellationToken) is { } candidate
            ? NetworkReport.Of(candidate, NetworkResolver.ResolveBlock(candidate.Declaration), optimizes: true).Concat(strays)
            : strays;
    }

    private static IEnumerable<Diagnostic> OfOther(INamedTypeSymbol type, Lazy<BlockUses> uses) =>
        StrayAttributes.OfNothing(type) is { } diagnostic && !uses.Value.AreReportedElsewhere(type) ? [diagnostic] : [];

    private static TypeDeclarationSyntax? PartOf(AttributeData mark, CancellationToken cancellation) =>
        mark.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static Candidate? Read(INamedTypeSymbol type, AttributeData network, Compilation compilation, CancellationToken cancellation) =>
        PartOf(network, cancellation) is { } syntax
            ? Fault.Read(type, syntax, () => DeclarationReader.Read(type, syntax, network, compilation, cancellation))
            : null;

    private static void AnalyzeFile(AdditionalFileAnalysisContext context)
    {
        AnalyzerConfigOptionsProvider options = context.Options.AnalyzerConfigOptionsProvider;
        if (EmbeddedWeights.Read(context.AdditionalFile, options) is not { } weights)
        {
            return;
        }

        INamedTypeSymbol[] networks = [.. DeclaredTypes.Of(context.Compilation).Where(static type => DeclarationReader.NetworkMark(type) is not null)];
        if (NetworkReport.OfWeights(weights, [.. networks.Select(DeclarationReader.FullName)]) is { } lost)
        {
            context.ReportDiagnostic(lost);
        }
        else if (HeaderOf(weights, context.Options, context.CancellationToken) is { } header
            && Plan(networks.First(type => weights.AreOf(DeclarationReader.FullName(type))), context) is { } plan
            && NetworkReport.OfHeader(header, plan) is { } misfit)
        {
            context.ReportDiagnostic(misfit);
        }
    }

    private static WeightsHeader? HeaderOf(EmbeddedWeights weights, AnalyzerOptions options, CancellationToken cancellation) => options.AdditionalFiles
        .Where(file => WeightsHeader.WeightsOf(file, options.AnalyzerConfigOptionsProvider)?.Network == weights.Network)
        .Select(file => WeightsHeader.Read(file, options.AnalyzerConfigOptionsProvider, cancellation))
        .FirstOrDefault() is { } header
            ? header with { Weights = weights } // Editors show of a file what is said at its own path.
            : null;

    private static TrainingPlan? Plan(INamedTypeSymbol type, AdditionalFileAnalysisContext context) =>
        Read(type, DeclarationReader.NetworkMark(type)!, context.Compilation, context.CancellationToken) is { } candidate
            ? Fault.Plan(Fault.Resolve(candidate.Declaration, NetworkResolver.Resolve), static network => new TrainingPlan(network)).Plan
            : null;
}
