namespace CnnGen.Package.Tests;

/// <summary>
/// What a page has its reader do: <c>console</c> blocks hold commands, a <c>text</c> block behind them what they print, and
/// <c>csharp</c> blocks that begin with the name of a file, as <c>// Program.cs</c>, that file.
/// </summary>
internal static class Guide
{
    /// <summary>A fenced block.</summary>
    /// <param name="Language">What is behind the fence.</param>
    /// <param name="Lines">What is inside.</param>
    public sealed record Block(string Language, IReadOnlyList<string> Lines)
    {
        /// <summary>The file that the block is; <see langword="null"/> where it is none.</summary>
        public string? FileName => Language == "csharp" && Lines[0].StartsWith("// ", StringComparison.Ordinal) ? Lines[0][3..] : null;

        /// <summary>The block as a file.</summary>
        public string Text => string.Join('\n', Lines) + "\n";
    }

    /// <summary>The blocks of a page, in their order.</summary>
    public static IReadOnlyList<Block> Read(string path)
    {
        var blocks = new List<Block>();
        List<string>? open = null;
        foreach (string line in File.ReadLines(path))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
            }
            else if (open is null)
            {
                open = [];
                blocks.Add(new Block(line[3..], open));
            }
            else
            {
                open = null;
            }
        }

        return blocks;
    }
}
