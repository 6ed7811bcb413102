using Spectre.Console;

namespace Samples;

/// <summary>Where samples show what they have found.</summary>
internal static class Terminal
{
    private const int PlainWidth = 100;

    /// <summary>A terminal with its colours; text without control codes for a file, a pipe or a terminal without colours.</summary>
    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
