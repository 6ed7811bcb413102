using System.Reflection;

namespace CnnGen.CodeFixes.Tests;

/// <summary>The page of a diagnostic, and its wrong example.</summary>
internal sealed record Page(string Text, string Wrong)
{
    private static readonly string Repository =
        typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Repository").Value!;

    private static readonly string Folder = Path.Combine(Repository, "docs", "diagnostics");

    /// <summary>The folder of what the package adds to a project's build.</summary>
    public static string BuildFiles { get; } = Path.Combine(Repository, "runtime", "CnnGen", "build");

    // A fault of the generator has no example.
    public static IEnumerable<string> Ids =>
        Directory.GetFiles(Folder, "CNN*.md").Where(path => File.ReadAllText(path).Contains("\n```csharp\n", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Page Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder, $"{id}.md")).Replace("\r\n", "\n", StringComparison.Ordinal);
        return new Page(text, text.Split("\n```csharp\n")[1].Split("\n```\n")[0]);
    }
}
