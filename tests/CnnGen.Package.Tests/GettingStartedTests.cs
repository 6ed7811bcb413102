using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>docs/getting-started.md, done as it is written, from the first command to the last.</summary>
[Collection(LocalFeedCollection.Name)]
public class GettingStartedTests(LocalFeed feed)
{
    [SkippableFact]
    public void Each_command_of_getting_started_does_what_the_page_says()
    {
        IReadOnlyList<Guide.Block> blocks = Guide.Read(Path.Combine(Settings.Repository, "docs", "getting-started.md"));
        string folder = feed.Folder;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].FileName is { } name)
            {
                File.WriteAllText(Path.Combine(folder, name), blocks[i].Text);
            }
            else if (blocks[i].Language == "console")
            {
                IReadOnlyList<string> expected = i + 1 < blocks.Count && blocks[i + 1].Language == "text" ? blocks[i + 1].Lines : [];
                string output = Execute(blocks[i].Lines, ref folder, mayFail: expected.Any(line => line.Contains("error CNN", StringComparison.Ordinal)));
                Assert.All(expected, line => Assert.Contains(line, output, StringComparison.Ordinal));
            }
        }
    }

    private string Execute(IReadOnlyList<string> commands, ref string folder, bool mayFail)
    {
        string output = string.Empty;
        foreach (string command in commands)
        {
            string[] words = command.Split(' ');
            if (words[0] == "cd")
            {
                folder = Path.GetFullPath(Path.Combine(folder, words[1]));
            }
            else if (words is not (["git", "clone", ..] or ["dotnet", "pack", ..])) // The feed is there.
            {
                string file = words[0].StartsWith("./", StringComparison.Ordinal) ? Path.Combine(folder, words[0]) : words[0];
                CommandResult result = feed.Run(folder, file, words[1..]);
                Skip.If(words[1..] is ["publish", ..] && result.Obstacle is not null, $"All is as the page says, but nothing can be published here: {result.Obstacle}");
                Assert.True(result.Status == 0 || mayFail, $"{command}: {result}");
                output += result.Output;
            }
        }

        return output;
    }
}
