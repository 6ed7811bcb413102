using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Puts <c>Flatten</c> in front of a layer that needs a vector.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlattenFix))]
internal sealed class FlattenFix : AttributeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN2002", "CNN2005");

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text)
    {
        string between = IsAloneOnItsLine(attribute, text)
            ? Line.Break(text) + Line.Indentation(text, attribute.SpanStart)
            : " ";
        yield return new Proposal(
            "Insert Flatten",
            nameof(FlattenFix),
            new TextChange(new TextSpan(attribute.SpanStart, 0), $"{LayerName.Like(attribute, "Flatten", model)},{between}"));
    }

    private static bool IsAloneOnItsLine(AttributeSyntax attribute, SourceText text)
    {
        int end = attribute.Span.End;
        return Line.Indentation(text, attribute.SpanStart) is not null
            && ((AttributeListSyntax)attribute.Parent!).Attributes.All(
                other => other.SpanStart < end || other.SpanStart > text.Lines.GetLineFromPosition(end).End);
    }
}
