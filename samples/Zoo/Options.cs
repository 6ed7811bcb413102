using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Zoo;

/// <summary>What the command line says.</summary>
/// <param name="Networks">The networks to show.</param>
/// <param name="Layers">Whether the tables of their layers are shown.</param>
/// <param name="Predictions">Predictions to measure, behind a first one.</param>
/// <param name="Seed">Seed of weights and images.</param>
internal sealed record Options(IReadOnlyList<Exhibit> Networks, bool Layers, int Predictions, int Seed)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        string[] names = [.. Exhibits.All.Select(exhibit => exhibit.Name)];
        Argument<string[]> networks = new("networks")
        {
            Description = "The networks to show [default: all]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        networks.AcceptOnlyFromAmong(names);
        Option<bool> layers = new("--layers") { Description = "Show the tables of their layers as well" };
        Option<int> predictions = new("--predictions")
        {
            Description = "Predictions to measure, 1 to 10000; one more, which compiles the kernels, comes first",
            HelpName = "number",
            DefaultValueFactory = _ => 20,
        };
        Option<int> seed = new("--seed")
        {
            Description = "Seed of the random weights and images",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
        };
        Require(predictions, value => value is >= 1 and <= 10_000, "a whole number from 1 to 10000");
        Require(seed, _ => true, "a whole number from -2147483648 to 2147483647");

        RootCommand command = new("Shows famous networks: their sizes, and how long a prediction takes.") { networks, layers, predictions, seed };
        command.SetAction(line =>
        {
            string[] chosen = line.GetValue(networks) is { Length: > 0 } some ? some : names;
            return program(new Options(
                [.. Exhibits.All.Where(exhibit => chosen.Contains(exhibit.Name))],
                line.GetValue(layers),
                line.GetRequiredValue(predictions),
                line.GetRequiredValue(seed)));
        });

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    private static void Require(Option<int> option, Predicate<int> isAllowed, string expected) =>
        option.CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && isAllowed(value))
            {
                return value;
            }

            argument.AddError($"{option.Name} needs {expected}, but is '{text}'.");
            return default;
        };
}
