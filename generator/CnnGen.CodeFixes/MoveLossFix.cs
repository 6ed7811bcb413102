using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Moves the loss behind the layers that stand behind it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveLossFix))]
internal sealed class MoveLossFix : AttributeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN1004");

    // All layers behind a loss are put right at once: a diagnostic of the same network has nothing to add.
    public override FixAllProvider? GetFixAllProvider() => null;

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        var network = (TypeDeclarationSyntax)attribute.Parent!.Parent!;
        AttributeSyntax[] losses =
        [
            .. network.AttributeLists.SelectMany(list => list.Attributes).Where(other => LossFix.IsLoss(other, model)),
        ];
        if (losses.Length != 1)
        {
            yield break;
        }

        AttributeSyntax loss = losses[0];
        bool wasAlone = ((AttributeListSyntax)loss.Parent!).Attributes.Count == 1;
        yield return new Proposal(
            $"Move {loss.Name} behind the last layer",
            nameof(MoveLossFix),
            [.. RemoveFix.Remove(losses, text), .. LastLayer.Append(LastLayer.Of(network, model), loss.ToString(), wasAlone, text)]);
    }
}
