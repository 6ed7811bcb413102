using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace ResNet;

/// <summary>What the command line says.</summary>
/// <param name="Study">The data set.</param>
/// <param name="Data">Its folder.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="BatchSize">Images per training step.</param>
/// <param name="LearningRate">The highest step size.</param>
/// <param name="Threads">Threads to train on.</param>
/// <param name="Seed">Seed of the first weights, of the order of the images, and of what is done to them.</param>
/// <param name="Checkpoint">A file that keeps the run; <see langword="null"/> for none.</param>
/// <param name="Save">A file for the weights; <see langword="null"/> for none.</param>
internal sealed record Options(
    Study Study, string Data, int Epochs, int BatchSize, float LearningRate, int Threads, int Seed, string? Checkpoint, string? Save)
{
    /// <summary>The environment variable that names the folder of all data sets.</summary>
    public const string DataFolder = "CNNGEN_DATA";

    /// <summary>Reads <paramref name="arguments"/> and runs the program with them, or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 1 after a wrong argument, 0 after <c>--help</c>.</returns>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        Option<string> set = new("--set")
        {
            Description = $"The data set: {string.Join(" or ", Study.All.Select(study => study.Name))}",
            HelpName = "name",
            DefaultValueFactory = _ => Study.Cifar10.Name,
        };
        set.AcceptOnlyFromAmong([.. Study.All.Select(study => study.Name)]);
        Option<string> data = Of<string>("--data", "folder", $"The folder with its files, gzip or plain [default: the one of its name in {DataFolder}]");
        Option<int?> epochs = Of<int?>("--epochs", "number", $"Passes over the training images, 1 to 1000 [default: {Default(study => study.Epochs)}]");
        Option<int?> batchSize = Of<int?>("--batch-size", "number", $"Images per training step, 2 to 16384 [default: {Default(study => study.BatchSize)}]");
        Option<float?> learningRate = Of<float?>(
            "--learning-rate", "number", $"The highest step size, 0.000001 to 10 [default: {Default(study => study.LearningRate)}]");
        Option<int?> threads = Of<int?>("--threads", "number", "Threads to train on, 1 to 1024 [default: one a processor]; the results do not depend on it");
        Option<int?> seed = Of<int?>("--seed", "number", "Decides all that is random [default: 1]; the same seed gives the same results");
        Option<string?> checkpoint = Of<string?>("--checkpoint", "file", "A file that keeps the run, so that it goes on when it is started once more");
        Option<string?> save = Of<string?>("--save", "file", "A file for the weights, safetensors");
        Require(epochs, value => value is >= 1 and <= 1000, "a whole number from 1 to 1000");
        Require(batchSize, value => value is >= 2 and <= 16_384, "a whole number from 2 to 16384");
        Require(learningRate, value => value is >= 0.000001f and <= 10, "a number from 0.000001 to 10");
        Require(threads, value => value is >= 1 and <= 1024, "a whole number from 1 to 1024");
        Require(seed, _ => true, "a whole number from -2147483648 to 2147483647");

        RootCommand command = new("Trains a residual network with batch normalisation to tell photographs or garments apart.")
        {
            set, data, epochs, batchSize, learningRate, threads, seed, checkpoint, save,
        };
        command.SetAction(line =>
        {
            Study study = Study.All.Single(study => study.Name == line.GetRequiredValue(set));
            return program(new Options(
                study,
                line.GetValue(data) ?? Path.Combine(Environment.GetEnvironmentVariable(DataFolder) ?? string.Empty, study.Name),
                line.GetValue(epochs) ?? study.Epochs,
                line.GetValue(batchSize) ?? study.BatchSize,
                line.GetValue(learningRate) ?? study.LearningRate,
                line.GetValue(threads) ?? Environment.ProcessorCount,
                line.GetValue(seed) ?? 1,
                line.GetValue(checkpoint),
                line.GetValue(save)));
        });

        ParseResult result = command.Parse(arguments);
        foreach (ParseError error in result.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        return result.Errors.Count > 0 ? 1 : result.Invoke();
    }

    private static Option<T> Of<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    private static string Default<T>(Func<Study, T> setting) =>
        string.Create(CultureInfo.InvariantCulture, $"{setting(Study.Cifar10)}, for {Study.FashionMnist.Name} {setting(Study.FashionMnist)}");

    private static void Require<T>(Option<T?> option, Predicate<T> isAllowed, string expected)
        where T : struct, INumber<T> =>
        option.CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isAllowed(value))
            {
                return value;
            }

            argument.AddError($"{option.Name} needs {expected}, but is '{text}'.");
            return null;
        };
}
