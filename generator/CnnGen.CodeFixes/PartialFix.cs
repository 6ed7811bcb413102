using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Makes the class of a network and all types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix))]
internal sealed class PartialFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN1001");

    // One fix is for several diagnostics, so that those of a document must not be applied one by one.
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) =>
            await MakePartial(document, await NotPartial(document, diagnostics, context.CancellationToken), context.CancellationToken));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        TypeDeclarationSyntax[] types = await NotPartial(context.Document, context.Diagnostics, context.CancellationToken);
        if (types.Length > 0)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Make {List([.. types.Select(type => $"'{type.Identifier.ValueText}'")])} partial",
                    cancellation => MakePartial(context.Document, types, cancellation),
                    nameof(PartialFix)),
                context.Diagnostics);
        }
    }

    // A diagnostic stands on the class of a network or on a type around it.
    private static async Task<TypeDeclarationSyntax[]> NotPartial(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation) is not { } root
            || await document.GetSemanticModelAsync(cancellation) is not { } model)
        {
            return [];
        }

        return
        [
            .. diagnostics
                .SelectMany(diagnostic => root.FindNode(diagnostic.Location.SourceSpan).DescendantNodesAndSelf().OfType<TypeDeclarationSyntax>())
                .Where(type => IsNetwork(type, model))
                .SelectMany(network => network.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
                .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Distinct()
                .OrderBy(type => type.SpanStart),
        ];
    }

    private static bool IsNetwork(TypeDeclarationSyntax type, SemanticModel model) => type.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => model.GetSymbolInfo(attribute).Symbol?.ContainingType.ToDisplayString() == "CnnGen.NetworkAttribute");

    private static async Task<Document> MakePartial(
        Document document, IEnumerable<TypeDeclarationSyntax> types, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation);
        return document.WithText(text.WithChanges(types.Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "))));
    }

    private static string List(string[] names) => names.Length == 1
        ? names[0]
        : $"{string.Join(", ", names.Take(names.Length - 1))} and {names.Last()}";
}
