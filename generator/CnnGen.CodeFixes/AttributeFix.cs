using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>A fix that starts from the attribute which a diagnostic underlines.</summary>
/// <remarks>
/// Fixes bear no <c>[Shared]</c>: with it their assembly would ask for one version of System.Composition, and not load
/// in an editor that has an older one.
/// </remarks>
internal abstract class AttributeFix : CodeFixProvider
{
    private const string LayerAfterLoss = "CNN1004";

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken) is not { } model)
        {
            return;
        }

        SourceText text = await document.GetTextAsync(context.CancellationToken);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (AttributeAt(diagnostic, root, model) is not { } attribute)
            {
                continue;
            }

            foreach (Proposal proposal in Propose(diagnostic, attribute, model, text))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        proposal.Title,
                        _ => Task.FromResult(document.WithText(text.WithChanges(proposal.Changes))),
                        proposal.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>
    /// The attribute that a diagnostic is about. What is wrong inside a block is shown where that is used: to change the use
    /// would not put it right, and the block's layers may be those of other networks too. Only where the use stands is its own.
    /// </summary>
    protected static AttributeSyntax? AttributeAt(Diagnostic diagnostic, SyntaxNode root, SemanticModel model) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        && (diagnostic.Id == LayerAfterLoss || model.GetSymbolInfo(attribute).Symbol?.ContainingType.ToDisplayString()
            is not ("CnnGen.UseAttribute" or "CnnGen.ResidualAttribute" or "CnnGen.ConcatAttribute" or "CnnGen.AuxiliaryAttribute"))
            ? attribute
            : null;

    protected abstract IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text);
}
