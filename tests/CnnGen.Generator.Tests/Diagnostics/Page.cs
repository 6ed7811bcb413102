namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The page of a diagnostic: a wrong example, then a right one.</summary>
internal sealed record Page(string Text, string Wrong, string Right)
{
    private const string Opening = "\n```csharp\n";
    private const string Closing = "\n```\n";

    public static Page Read(string id)
    {
        string text = Repository.Read("docs", "diagnostics", $"{id}.md").Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] examples = [.. text.Split(Opening).Skip(1).Select(part => part.Split(Closing)[0])];
        Assert.Equal(2, examples.Length);
        return new Page(text, examples[0], examples[1]);
    }
}
