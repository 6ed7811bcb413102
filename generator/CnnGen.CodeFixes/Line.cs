using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Where something stands on its line, so that a fix is written as its surroundings are.</summary>
internal static class Line
{
    /// <summary>The white space in front of a place, or <see langword="null"/> where something else stands before it on its line.</summary>
    public static string? Indentation(SourceText text, int position)
    {
        string before = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }

    /// <summary>What the document's lines end with; empty where it has only one.</summary>
    public static string Break(SourceText text)
    {
        TextLine first = text.Lines[0];
        return text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }

    /// <summary>Behind a token, and behind a comment that ends its line.</summary>
    public static int EndOf(SyntaxToken token)
    {
        SyntaxTrivia[] behind = [.. token.TrailingTrivia];
        return behind.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            ? behind.Where(IsComment).Select(comment => comment.Span.End).DefaultIfEmpty(token.Span.End).Last()
            : token.Span.End;
    }

    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
