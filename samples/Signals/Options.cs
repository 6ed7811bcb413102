using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Signals;

/// <summary>What the command line says.</summary>
/// <param name="Data">A folder with sets of the UCR archive; <see langword="null"/> for none.</param>
/// <param name="Seed">Seed of the first weights and of the order of the signals.</param>
internal sealed record Options(string? Data, int Seed)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string?> data = new("--data")
        {
            Description = "A folder with ItalyPowerDemand, GunPoint or ArrowHead of the UCR archive, as .ts files",
            HelpName = "folder",
        };
        Option<int> seed = new("--seed")
        {
            Description = "Seed of the first weights and of the order of the signals; the same seed gives the same results",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
        };
        seed.CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            {
                argument.AddError($"{seed.Name} needs a whole number from -2147483648 to 2147483647, but is '{text}'.");
            }

            return value;
        };

        RootCommand command = new("Tells signals apart, by their nearest neighbour and by a convolutional network.") { data, seed };
        command.SetAction(line => program(new Options(line.GetValue(data), line.GetRequiredValue(seed))));

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }
}
