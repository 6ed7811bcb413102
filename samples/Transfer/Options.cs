using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Transfer;

/// <summary>What the command line says.</summary>
/// <param name="Data">A folder with the four IDX files of the other task; <see langword="null"/> for five of the digits.</param>
/// <param name="Runs">How often each figure is measured, with other weights and other images.</param>
internal sealed record Options(string? Data, int Runs)
{
    private const string DataFolder = "CNNGEN_DATA";

    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string> data = new("--data")
        {
            Description = "A folder with the four IDX files of ten classes of 28×28 pixels, gzip or plain, to which the features are"
                + $" transferred [default: fashion-mnist in the folder {DataFolder}; without it the digits 5 to 9, and features of 0 to 4]",
            HelpName = "folder",
        };
        Option<int> runs = new("--runs")
        {
            Description = "How often each figure is measured, with other weights and other images, 1 to 100",
            HelpName = "number",
            DefaultValueFactory = _ => 3,
        };
        runs.CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= 100)
            {
                return value;
            }

            argument.AddError($"{runs.Name} needs a whole number from 1 to 100, but is '{text}'.");
            return 0;
        };

        RootCommand command = new("Learns features on digits, and something else with them.") { data, runs };
        command.SetAction(line => program(new Options(line.GetValue(data) ?? Garments(), line.GetRequiredValue(runs))));
        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    private static string? Garments()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable(DataFolder) ?? string.Empty, "fashion-mnist");
        return Directory.Exists(folder) ? folder : null;
    }
}
