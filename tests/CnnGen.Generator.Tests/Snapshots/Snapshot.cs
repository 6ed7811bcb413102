using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit.Sdk;

namespace CnnGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares generated files with those accepted earlier, which lie beside the test under Verify's names:
/// <c>Class.Method#Hint.verified.cs</c>. A difference is written to <c>….received.cs</c>.
/// </summary>
internal static class Snapshot
{
    private const string Accept = "CNNGEN_ACCEPT_SNAPSHOTS";
    private const int ContextLines = 2;
    private const int MostLines = 40;

    /// <summary>Compares files by hint name.</summary>
    /// <param name="folder">Where the accepted files lie.</param>
    /// <param name="name">Class and method of the test.</param>
    /// <param name="files">The text of each file under its hint name.</param>
    public static void Verify(string folder, string name, IReadOnlyDictionary<string, string> files)
    {
        Dictionary<string, string> received = files.ToDictionary(
            file => $"{name}#{Path.GetFileNameWithoutExtension(file.Key)}",
            file => $"//HintName: {file.Key}\n{Normalize(file.Value)}");
        Dictionary<string, string> verified = Directory.GetFiles(folder, $"{name}#*.verified.cs").ToDictionary(
            path => Path.GetFileName(path).Replace(".verified.cs", string.Empty, StringComparison.Ordinal),
            path => Normalize(File.ReadAllText(path)));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Write(folder, verified.Keys.Except(received.Keys), received);
            return;
        }

        StringBuilder differences = new();
        foreach (string file in received.Keys.Union(verified.Keys).Order(StringComparer.Ordinal))
        {
            string was = verified.GetValueOrDefault(file, string.Empty);
            string now = received.GetValueOrDefault(file, string.Empty);
            string path = Path.Combine(folder, file + ".received.cs");
            if (was == now)
            {
                File.Delete(path);
                continue;
            }

            File.WriteAllText(path, now);
            differences.Append('\n').Append(file).Append('\n').Append(Diff(was, now));
        }

        if (differences.Length > 0)
        {
            throw new XunitException($"The generated files differ from the accepted ones. Where the new ones are right, "
                + $"run this test once with the environment variable {Accept}=1.\n{differences}");
        }
    }

    private static void Write(string folder, IEnumerable<string> gone, Dictionary<string, string> received)
    {
        foreach (string file in gone)
        {
            File.Delete(Path.Combine(folder, file + ".verified.cs"));
        }

        foreach ((string file, string text) in received)
        {
            File.WriteAllText(Path.Combine(folder, file + ".verified.cs"), text);
            File.Delete(Path.Combine(folder, file + ".received.cs"));
        }
    }

    // The first changed lines with a few around them; a gap is marked by dots. The whole lies in the received file.
    private static string Diff(string was, string now)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(was, now).Lines;
        StringBuilder text = new();
        bool gap = false;
        int printed = 0;
        for (int i = 0; i < lines.Count && printed < MostLines; i++)
        {
            bool near = lines[Math.Max(0, i - ContextLines)..Math.Min(lines.Count, i + ContextLines + 1)]
                .Exists(line => line.Type != ChangeType.Unchanged);
            if (near)
            {
                printed++;
                char mark = lines[i].Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };
                text.Append(gap ? "  ...\n" : string.Empty).Append(mark).Append(' ').Append(lines[i].Text).Append('\n');
            }

            gap = !near && text.Length > 0;
        }

        return text.Append(printed == MostLines ? "  and so on\n" : string.Empty).ToString();
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
