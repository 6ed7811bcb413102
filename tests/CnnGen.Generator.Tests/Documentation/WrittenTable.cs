namespace CnnGen.Generator.Tests.Documentation;

/// <summary>
/// A table of docs/layers.md, which is written from what layers say of themselves. Set CNNGEN_ACCEPT_SNAPSHOTS to 1 to write it anew.
/// </summary>
internal static class WrittenTable
{
    private static readonly string Page = Repository.PathOf("docs", "layers.md");

    /// <summary>Fails where the page has other rows below the head of a table.</summary>
    public static void AssertRows(string head, IEnumerable<string> rows)
    {
        head = $"{head}\n{string.Concat(head.Split('|')[1..^1].Select(_ => "|---"))}|\n";
        string page = File.ReadAllText(Page);
        int start = page.IndexOf(head, StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/layers.md has no table that begins with {head}");
        int end = page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        string expected = page[..start] + head + string.Concat(rows.Select(row => row + "\n")) + page[(end == 0 ? page.Length : end)..];
        if (Environment.GetEnvironmentVariable("CNNGEN_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Page, expected);
        }

        Assert.Equal(expected, File.ReadAllText(Page));
    }
}
