using Spectre.Console;

namespace CnnGen.Benchmarks;

/// <summary>Where results go: boxes and colours on a terminal; plain text, with tables as Markdown, into a file or a pipe.</summary>
internal sealed class Report
{
    private const int PlainWidth = 200;

    private readonly IAnsiConsole _console;
    private readonly TableBorder _border;

    private Report(IAnsiConsole console, TableBorder border)
    {
        _console = console;
        _border = border;
    }

    public static Report ToStandardOutput()
    {
        if (!Console.IsOutputRedirected)
        {
            return new Report(AnsiConsole.Console, TableBorder.Rounded);
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        plain.Profile.Width = PlainWidth;
        return new Report(plain, TableBorder.Markdown);
    }

    public void WriteLine(string text = "") => _console.WriteLine(text);

    /// <summary>Writes a table: the first columns, names, to the left; the others, numbers, to the right.</summary>
    /// <param name="names">How many columns are names.</param>
    /// <param name="header">The titles of the columns.</param>
    /// <param name="rows">A text for each column.</param>
    public void WriteTable(int names, string[] header, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = _border };
        foreach ((int index, string title) in header.Index())
        {
            var column = new TableColumn(Markup.Escape(title)) { NoWrap = true };
            table.AddColumn(index < names ? column.LeftAligned() : column.RightAligned());
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        _console.Write(table);
    }
}
