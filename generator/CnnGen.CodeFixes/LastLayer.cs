using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>The end of a network's layers, behind which its loss belongs.</summary>
internal static class LastLayer
{
    public static AttributeSyntax Of(TypeDeclarationSyntax network, SemanticModel model) => network.AttributeLists
        .SelectMany(list => list.Attributes)
        .Last(attribute => IsLayer(attribute, model));

    /// <summary>Adds an attribute behind the last layer, in its list or in one of its own.</summary>
    public static TextChange[] Append(AttributeSyntax last, string attribute, bool asList, SourceText text) =>
        asList ? AsList(last, attribute, text) : InList(last, attribute, text);

    private static bool IsLayer(AttributeSyntax attribute, SemanticModel model) =>
        model.GetSymbolInfo(attribute).Symbol?.ContainingType.BaseType?.ToDisplayString() == "CnnGen.LayerAttribute";

    private static TextChange[] InList(AttributeSyntax last, string name, SourceText text) =>
        Line.Indentation(text, last.SpanStart) is { } indentation
            ?
            [
                new TextChange(new TextSpan(last.Span.End, 0), ","),
                new TextChange(new TextSpan(Line.EndOf(last.GetLastToken()), 0), $"{Line.Break(text)}{indentation}{name}"),
            ]
            : [new TextChange(new TextSpan(last.Span.End, 0), $", {name}")];

    private static TextChange[] AsList(AttributeSyntax last, string name, SourceText text)
    {
        var list = (AttributeListSyntax)last.Parent!;
        return Line.Indentation(text, list.SpanStart) is { } indentation
            ? [new TextChange(new TextSpan(Line.EndOf(list.CloseBracketToken), 0), $"{Line.Break(text)}{indentation}[{name}]")]
            : [new TextChange(new TextSpan(list.Span.End, 0), $" [{name}]")];
    }
}
