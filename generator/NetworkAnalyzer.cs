using System.Collections.Immutable;
using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator;

/// <summary>
/// Says what is wrong with networks while they are typed: editors run analyzers after each keystroke, and generators when a
/// file is saved. It reads and resolves a declaration as <see cref="NetworkGenerator"/> does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Descriptors.All.Where(static descriptor => descriptor != Descriptors.Fault).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Code is written for networks in files of other tools as well, so that those are to be right.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!Reporter.IsGenerator(start.Options.AnalyzerConfigOptionsProvider))
            {
                start.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
                start.RegisterAdditionalFileAction(AnalyzeFile);
            }
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationReader.NetworkMark(type) is { } network
            && network.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } syntax
            && Fault.Read(type, syntax, () => DeclarationReader.Read(type, syntax, network, context.Compilation, context.CancellationToken)) is { } candidate)
        {
            Resolution resolution = Fault.Resolve(candidate.Declaration, NetworkResolver.Resolve);
            foreach (Diagnostic diagnostic in NetworkReport.Of(candidate, resolution, NetworkReport.Optimizes(context.Compilation)))
            {
                // The generator has come upon a fault as well, and reports it.
                if (diagnostic.Descriptor != Descriptors.Fault)
                {
                    context.ReportDiagnostic(diagnostic);
                }
            }
        }
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context)
    {
        if (EmbeddedWeights.Read(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider) is { } weights
            && NetworkReport.OfWeights(weights, [.. DeclaredTypes.Of(context.Compilation).Where(IsNetwork).Select(DeclarationReader.FullName)]) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }

        static bool IsNetwork(INamedTypeSymbol type) => DeclarationReader.NetworkMark(type) is not null;
    }
}
