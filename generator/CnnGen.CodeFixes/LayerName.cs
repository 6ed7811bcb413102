using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.CodeFixes;

/// <summary>The attribute of a layer as source text.</summary>
internal static class LayerName
{
    private const string Suffix = "Attribute";

    /// <summary>
    /// Qualified and spelled as the attribute beside it is: <c>CnnGen.Flatten</c> beside <c>CnnGen.ReLU</c>, and
    /// <c>FlattenAttribute</c> beside <c>ReLUAttribute</c>. Where that means something else, or nothing, in full.
    /// </summary>
    public static string Like(AttributeSyntax neighbour, string layer, SemanticModel model)
    {
        SimpleNameSyntax last = neighbour.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax qualified => qualified.Name,
            _ => (SimpleNameSyntax)neighbour.Name,
        };
        string qualifier = neighbour.Name.ToString().Substring(0, last.SpanStart - neighbour.Name.SpanStart);
        string suffix = last.Identifier.ValueText.EndsWith(Suffix, StringComparison.Ordinal) ? Suffix : string.Empty;
        string[] names = [qualifier + layer + suffix, "CnnGen." + layer];
        return names.FirstOrDefault(name => Means(name, layer, neighbour.SpanStart, model)) ?? "global::CnnGen." + layer;
    }

    private static bool Means(string name, string layer, int position, SemanticModel model) =>
        model.GetSpeculativeSymbolInfo(position, SyntaxFactory.Attribute(SyntaxFactory.ParseName(name))).Symbol is { ContainingType: { } type }
        && type.ToDisplayString() == $"CnnGen.{layer}{Suffix}";
}
