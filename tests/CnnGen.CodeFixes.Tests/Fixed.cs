using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Tests;

/// <summary>A document before and after a fix.</summary>
internal static class Fixed
{
    /// <summary>
    /// Demands that all that is wrong with the document has the ID, that the first is offered the fix, and that it leads to a
    /// document with nothing wrong, whose generated code compiles without a warning.
    /// </summary>
    public static async Task By(string id, string title, string before, string after)
    {
        using Editor editor = await Editor.Open(before);
        Assert.Equal(after, await editor.Accept(await Offer(editor, First(editor, id), title)));
        IsRight(after);
    }

    /// <summary>As <see cref="By"/>, accepted for all diagnostics of the document at once.</summary>
    public static async Task EverywhereBy(string id, string title, string before, string after)
    {
        using Editor editor = await Editor.Open(before);
        Assert.Equal(after, await editor.AcceptEverywhere(await Offer(editor, First(editor, id), title), id));
        IsRight(after);
    }

    /// <summary>A fix of what a test reports on all that stands between <c>⟦</c> and <c>⟧</c>.</summary>
    public static async Task MarkedBy(string id, string title, string before, string after)
    {
        (string source, IReadOnlyList<TextSpan> marks) = Unmark(before);
        using Editor editor = await Editor.Open(source);
        foreach (TextSpan mark in marks)
        {
            await editor.Report(id, mark);
        }

        Diagnostic[] reported = [.. editor.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Category == Editor.Category)];
        CodeAction offer = await Offer(editor, reported[0], title);
        Assert.Equal(after, reported.Length == 1 ? await editor.Accept(offer) : await editor.AcceptEverywhere(offer, id));
        IsRight(after);
    }

    private static Diagnostic First(Editor editor, string id)
    {
        Assert.All(editor.Diagnostics.Where(IsComplaint), diagnostic => Assert.Equal(id, diagnostic.Id));
        return editor.Diagnostics.First(IsComplaint);
    }

    private static async Task<CodeAction> Offer(Editor editor, Diagnostic diagnostic, string title)
    {
        IReadOnlyList<CodeAction> offers = await editor.Offers(diagnostic);
        Assert.Contains(title, offers.Select(offer => offer.Title));
        return offers.Single(offer => offer.Title == title);
    }

    private static void IsRight(string source)
    {
        var compilation = new NetworkCompilation(source);
        Assert.DoesNotContain(compilation.GeneratorDiagnostics, IsComplaint);
        Assert.NotEmpty(compilation.GeneratedSources);
        Assert.DoesNotContain(compilation.CompileDiagnostics, IsComplaint);
    }

    private static bool IsComplaint(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning;

    private static (string Source, IReadOnlyList<TextSpan> Marks) Unmark(string marked)
    {
        List<TextSpan> marks = [];
        for (int start; (start = marked.IndexOf('⟦', StringComparison.Ordinal)) >= 0;)
        {
            marked = marked.Remove(start, 1);
            int end = marked.IndexOf('⟧', StringComparison.Ordinal);
            marked = marked.Remove(end, 1);
            marks.Add(TextSpan.FromBounds(start, end));
        }

        return (marked, marks);
    }
}
