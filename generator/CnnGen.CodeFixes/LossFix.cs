using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Adds a loss behind the last layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LossFix))]
internal sealed class LossFix : AttributeFix
{
    private static readonly string[] Losses = ["SoftmaxCrossEntropy", "BinaryCrossEntropy", "MeanSquaredError"];

    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN1003");

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        AttributeSyntax last = LastLayer.Of((TypeDeclarationSyntax)attribute.Parent!.Parent!, model);
        foreach (string loss in Losses)
        {
            string name = LayerName.Like(last, loss, model);
            bool asList = last.Parent != attribute.Parent;
            yield return new Proposal($"Add [{loss}]", loss, LastLayer.Append(last, name, asList, text));
        }
    }

    public static bool IsLoss(AttributeSyntax attribute, SemanticModel model) =>
        model.GetSymbolInfo(attribute).Symbol?.ContainingType.ToDisplayString() is { } type
        && Losses.Any(loss => type == $"CnnGen.{loss}Attribute");
}
