using System.Reflection;

namespace CnnGen.CodeFixes.Tests;

/// <summary>The page of a diagnostic, and its wrong example.</summary>
internal sealed record Page(string Text, string Wrong)
{
    private static readonly string Folder = Path.Combine(
        typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Repository").Value!,
        "docs",
        "diagnostics");

    public static IEnumerable<string> Ids =>
        Directory.GetFiles(Folder, "CNN*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Page Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder, $"{id}.md")).Replace("\r\n", "\n", StringComparison.Ordinal);
        return new Page(text, text.Split("\n```csharp\n")[1].Split("\n```\n")[0]);
    }
}
