using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Logistic;

/// <summary>What the command line says.</summary>
/// <param name="Data">A folder with the four IDX files.</param>
/// <param name="Pair">The two digits that are harder to tell apart.</param>
/// <param name="Epochs">Passes over the training images.</param>
internal sealed record Options(string Data, int[] Pair, int Epochs)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string> data = new("--data")
        {
            Description = "A folder with the four IDX files of a data set of the MNIST family, gzip or plain"
                + " [default: the MNIST that comes with the sample LeNet]",
            HelpName = "folder",
        };
        Option<int[]> pair = new("--pair")
        {
            Description = "Two classes, 0 to 9, to be told apart after 0 and 1: --pair 3 8",
            HelpName = "class class",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [4, 9],
        };
        Option<int> epochs = new("--epochs")
        {
            Description = "Passes over the training images, 1 to 100",
            HelpName = "number",
            DefaultValueFactory = _ => 5,
        };
        pair.CustomParser = argument =>
            Numbers(argument, 0, 9) is { } two && two[0] != two[1] ? two : Refuse(argument, pair, "two different classes from 0 to 9", []);
        epochs.CustomParser = argument =>
            Numbers(argument, 1, 100) is [int number] ? number : Refuse(argument, epochs, "a whole number from 1 to 100", 0);

        RootCommand command = new("Tells two digits apart, by one unit and by a convolutional network.") { data, pair, epochs };
        command.SetAction(line => program(new Options(
            line.GetValue(data) ?? Path.Combine(AppContext.BaseDirectory, "data"),
            line.GetRequiredValue(pair),
            line.GetRequiredValue(epochs))));

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    // The numbers that were given, unless one is none or out of range.
    private static int[]? Numbers(ArgumentResult argument, int least, int most)
    {
        var numbers = new int[argument.Tokens.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(argument.Tokens[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] < least
                || numbers[i] > most)
            {
                return null;
            }
        }

        return numbers;
    }

    private static T Refuse<T>(ArgumentResult argument, Option<T> option, string expected, T nothing)
    {
        string given = string.Join(' ', argument.Tokens.Select(token => token.Value));
        argument.AddError($"{option.Name} needs {expected}, but is '{given}'.");
        return nothing;
    }
}
