using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LeNet;

/// <summary>What the command line says.</summary>
/// <param name="Data">A folder with the four IDX files.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="BatchSize">Images per training step.</param>
/// <param name="LearningRate">Step size of the first epoch.</param>
/// <param name="Threads">Threads to train on.</param>
/// <param name="Seed">Seed of the first weights and of the order of the images.</param>
/// <param name="Pictures">A folder for pictures of what was learned; <see langword="null"/> for none.</param>
internal sealed record Options(
    string Data, int Epochs, int BatchSize, float LearningRate, int Threads, int Seed, string? Pictures)
{
    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string> data = new("--data")
        {
            Description = "A folder with the four IDX files of a data set of the MNIST family, gzip or plain"
                + " [default: the MNIST that comes with this sample]",
            HelpName = "folder",
        };
        Option<int> epochs = new("--epochs")
        {
            Description = "Passes over the training images, 1 to 100",
            HelpName = "number",
            DefaultValueFactory = _ => 10,
        };
        Option<int> batchSize = new("--batch-size")
        {
            Description = "Images per training step, 1 to 16384",
            HelpName = "number",
            DefaultValueFactory = _ => 64,
        };
        Option<float> learningRate = new("--learning-rate")
        {
            Description = "Step size of the first epoch, 0.000001 to 10; each epoch takes 0.8 times the last one's",
            HelpName = "number",
            DefaultValueFactory = _ => 0.05f,
        };
        Option<int> threads = new("--threads")
        {
            Description = "Threads to train on, 1 to 1024; the results do not depend on it",
            HelpName = "number",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        Option<int> seed = new("--seed")
        {
            Description = "Seed of the first weights and of the order of the images; the same seed gives the same results",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
        };
        Option<string?> pictures = new("--pictures")
        {
            Description = "A folder for pictures of the filters, of what each layer makes of a digit, and of the confusion matrix",
            HelpName = "folder",
        };
        Require(epochs, value => value is >= 1 and <= 100, "a whole number from 1 to 100");
        Require(batchSize, value => value is >= 1 and <= 16_384, "a whole number from 1 to 16384");
        Require(learningRate, value => value is >= 0.000001f and <= 10, "a number from 0.000001 to 10");
        Require(threads, value => value is >= 1 and <= 1024, "a whole number from 1 to 1024");
        Require(seed, _ => true, "a whole number from -2147483648 to 2147483647");

        RootCommand command = new("Trains LeNet-5 to read handwritten digits.")
        {
            data, epochs, batchSize, learningRate, threads, seed, pictures,
        };
        command.SetAction(line => program(new Options(
            line.GetValue(data) ?? Path.Combine(AppContext.BaseDirectory, "data"),
            line.GetRequiredValue(epochs),
            line.GetRequiredValue(batchSize),
            line.GetRequiredValue(learningRate),
            line.GetRequiredValue(threads),
            line.GetRequiredValue(seed),
            line.GetValue(pictures))));

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    private static void Require<T>(Option<T> option, Predicate<T> isAllowed, string expected)
        where T : struct, INumber<T> =>
        option.CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isAllowed(value))
            {
                return value;
            }

            argument.AddError($"{option.Name} needs {expected}, but is '{text}'.");
            return default;
        };
}
