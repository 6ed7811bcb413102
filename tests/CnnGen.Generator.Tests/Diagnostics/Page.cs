using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>The page of a diagnostic: a wrong example, then a right one. Of a fault that is known there is none.</summary>
internal sealed record Page(string Text, string Wrong, string Right)
{
    private const string Opening = "\n```csharp\n";
    private const string Closing = "\n```\n";

    public static Page Read(string id)
    {
        string text = Repository.Read("docs", "diagnostics", $"{id}.md").Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] examples = [.. text.Split(Opening).Skip(1).Select(part => part.Split(Closing)[0])];
        bool hasExamples = id != Descriptors.Fault.Id;
        Assert.Equal(hasExamples ? 2 : 0, examples.Length);
        return hasExamples ? new Page(text, examples[0], examples[1]) : new Page(text, string.Empty, string.Empty);
    }
}
