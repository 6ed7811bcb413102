using System.CommandLine;
using System.CommandLine.Parsing;

namespace Filters;

/// <summary>What the command line says.</summary>
/// <param name="Picture">The picture to filter; <see langword="null"/> for the one that is drawn.</param>
/// <param name="Out">The folder for the results.</param>
internal sealed record Options(string? Picture, string Out)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string> picture = new("--picture")
        {
            Description = "A picture of any size, PNG or JPEG; its middle is cut out as a square, and scaled to 256 x 256 pixels"
                + " [default: one that this program draws]",
            HelpName = "file",
        };
        Option<string> folder = new("--out")
        {
            Description = "The folder for the filtered pictures; files of their names are replaced",
            HelpName = "folder",
            DefaultValueFactory = _ => "filters",
        };

        RootCommand command = new("Puts a picture through the fixed kernels of image processing.") { picture, folder };
        command.SetAction(line => program(new Options(line.GetValue(picture), line.GetRequiredValue(folder))));

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }
}
