using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Removes a layer that has no effect, or stands where it does harm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveFix))]
internal sealed class RemoveFix : AttributeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("CNN1004", "CNN1009", "CNN1010", "CNN1011", "CNN1012");

    // Layers side by side share a comma, which can be removed once.
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) =>
        {
            if (await document.GetSyntaxRootAsync(context.CancellationToken) is not { } root
                || await document.GetSemanticModelAsync(context.CancellationToken) is not { } model)
            {
                return document;
            }

            SourceText text = await document.GetTextAsync(context.CancellationToken);
            IEnumerable<AttributeSyntax> attributes = diagnostics
                .Select(diagnostic => AttributeAt(diagnostic, root, model))
                .OfType<AttributeSyntax>();
            return document.WithText(text.WithChanges(Remove([.. attributes.Distinct()], text)));
        });

    protected override IEnumerable<Proposal> Propose(
        Diagnostic diagnostic, AttributeSyntax attribute, SemanticModel model, SourceText text) =>
        [new Proposal($"Remove {attribute.Name}", nameof(RemoveFix), [.. Remove([attribute], text)])];

    /// <summary>The attributes without a trace, but for the comments around them.</summary>
    public static IEnumerable<TextChange> Remove(AttributeSyntax[] attributes, SourceText text) => attributes
        .GroupBy(attribute => (AttributeListSyntax)attribute.Parent!)
        .SelectMany(group => group.Count() == group.Key.Attributes.Count
            ? [RemoveList(group.Key, text)]
            : group.SelectMany(attribute => RemoveFromList(attribute, [.. group], text)));

    private static IEnumerable<TextChange> RemoveFromList(AttributeSyntax attribute, AttributeSyntax[] removed, SourceText text)
    {
        SeparatedSyntaxList<AttributeSyntax> list = ((AttributeListSyntax)attribute.Parent!).Attributes;
        int index = list.IndexOf(attribute);
        if (list.Skip(index + 1).Any(other => !removed.Contains(other)))
        {
            SyntaxToken comma = list.GetSeparator(index);
            int next = list[index + 1].SpanStart;
            yield return Delete(attribute.SpanStart, attribute.Span.End);
            yield return Delete(comma.SpanStart, IsBlank(text, comma.Span.End, next) ? next : SkipBlanks(text, comma.Span.End));
        }
        else
        {
            SyntaxToken comma = list.GetSeparator(index - 1);
            bool isBlank = IsBlank(text, comma.Span.End, attribute.SpanStart);
            int start = isBlank ? comma.Span.End : SkipBlanksBack(text, attribute.SpanStart);
            yield return Delete(comma.SpanStart, comma.Span.End);
            yield return Delete(start, attribute.Span.End);
        }
    }

    // With its line, if nothing else stands there. Comments inside take its place.
    private static TextChange RemoveList(AttributeListSyntax list, SourceText text)
    {
        IEnumerable<SyntaxTrivia> comments = list.DescendantTrivia().Where(trivia => Line.IsComment(trivia) && list.Span.Contains(trivia.Span));
        if (comments.Any())
        {
            return new TextChange(list.Span, string.Concat(comments.Select(
                comment => comment + (comment.IsKind(SyntaxKind.SingleLineCommentTrivia) ? Line.Break(text) : " "))).TrimEnd(' '));
        }

        int end = SkipBlanks(text, list.Span.End);
        TextLine line = text.Lines.GetLineFromPosition(end);
        return Line.Indentation(text, list.SpanStart) is { } indentation && end == line.End
            ? Delete(list.SpanStart - indentation.Length, line.EndIncludingLineBreak)
            : Delete(list.SpanStart, end);
    }

    private static TextChange Delete(int start, int end) => new(TextSpan.FromBounds(start, end), string.Empty);

    private static bool IsBlank(SourceText text, int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));

    private static int SkipBlanks(SourceText text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    private static int SkipBlanksBack(SourceText text, int position)
    {
        while (position > 0 && text[position - 1] is ' ' or '\t')
        {
            position--;
        }

        return position;
    }
}
