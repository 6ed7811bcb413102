using System.CommandLine;
using System.CommandLine.Parsing;

namespace DigitTrainer;

/// <summary>What the command line says.</summary>
/// <param name="Data">A folder with the four IDX files.</param>
/// <param name="Weights">The file for the weights.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Threads">Threads to train on.</param>
internal sealed record Options(string Data, string Weights, int Epochs, int Threads)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Argument<string> data = new("data") { Description = "The folder with the four IDX files of MNIST: samples/LeNet/data" };
        Argument<string> weights = new("weights") { Description = "The safetensors file to write" };
        Option<int> epochs = new("--epochs")
        {
            Description = "Passes over the training images, 1 to 100",
            DefaultValueFactory = _ => 10,
        };
        Option<int> threads = new("--threads")
        {
            Description = "Threads to train on, 1 to 1024; the results do not depend on it",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        Require(epochs, most: 100);
        Require(threads, most: 1024);

        RootCommand command = new("Trains LeNet-5 to read handwritten digits, and saves its weights.") { data, weights, epochs, threads };
        command.SetAction(line => program(new Options(
            line.GetRequiredValue(data), line.GetRequiredValue(weights), line.GetRequiredValue(epochs), line.GetRequiredValue(threads))));

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    private static void Require(Option<int> option, int most) => option.Validators.Add(found =>
    {
        if (found.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
        {
            found.AddError($"{option.Name} needs a whole number from 1 to {most}, but is {value}.");
        }
    });
}
