using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace CnnGen.CodeFixes.Tests;

/// <summary>The page of a diagnostic says what is offered on its wrong example.</summary>
public class PageTests
{
    private const string Opening = "The editor offers: ";

    public static TheoryData<string> Ids() => [.. Page.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_page_says_what_the_editor_offers(string id)
    {
        Page page = Page.Read(id);
        using Editor editor = await Editor.Open(page.Wrong);
        Diagnostic[] reported = [.. editor.Diagnostics.Where(diagnostic => diagnostic.Id == id)];
        IReadOnlyList<CodeAction> offers = await editor.Offers(reported);
        string[] expected = offers.Count == 0 ? [] : [$"{Opening}{string.Join("; ", offers.Select(offer => $"*{offer.Title}*"))}."];
        Assert.Equal(expected, page.Text.Split('\n').Where(line => line.StartsWith(Opening, StringComparison.Ordinal)));
    }
}
