using System.Text;
using CnnGen;
using Spectre.Console;

namespace LeNet;

/// <summary>Shows a training run; how the epochs appear depends on where the output goes.</summary>
internal abstract class Display(IAnsiConsole console) : IProgress<TrainingProgress>
{
    private const int PlainWidth = 100;

    protected IAnsiConsole Console { get; } = console;

    /// <summary>A live display for a terminal; plain text for a file, a pipe or a terminal without cursor control.</summary>
    public static Display ForConsole()
    {
        System.Console.OutputEncoding = Encoding.UTF8;
        if (!System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi)
        {
            return new LiveDisplay(AnsiConsole.Console);
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        plain.Profile.Width = PlainWidth;
        return new PlainDisplay(plain);
    }

    /// <summary>Shows the network, the data and the settings.</summary>
    public void ShowTask(Options options, Dataset train, Dataset test)
    {
        Console.Write(new Rule("[bold]LeNet-5[/]") { Justification = Justify.Left });
        Console.WriteLine();
        Console.WriteLine(LeNet5.Description.TrimEnd());
        Console.WriteLine();
        Console.WriteLine($"{train.Count:N0} training and {test.Count:N0} test images from {options.Data}");
        Console.WriteLine(
            $"epochs {options.Epochs}, batch size {options.BatchSize}, learning rate {options.LearningRate}, "
            + $"threads {options.Threads}, seed {options.Seed}");
        Console.WriteLine();
    }

    /// <summary>Shows each epoch as soon as it has been trained.</summary>
    public abstract void ShowEpochs(IEnumerable<EpochReport> epochs);

    /// <summary>Shows how well the test images were read.</summary>
    public void ShowResult(Evaluation evaluation, IdxDataset test, IReadOnlyList<Misreading> misreadings)
    {
        Console.WriteLine();
        Console.MarkupLine(
            $"Test accuracy [bold]{evaluation.Accuracy:P2}[/]: {evaluation.Confusion.Correct:N0} of "
            + $"{evaluation.Confusion.Total:N0} images read correctly, {misreadings.Count:N0} misread.");
        Console.Write(ConfusionTable.Of(evaluation.Confusion));
        if (misreadings.Count > 0)
        {
            Console.WriteLine("The misread images that the network was surest of:");
            Console.WriteLine();
            Console.Write(MisreadDigits.Of(misreadings, test, Console.Profile.Width));
        }
    }

    /// <summary>Shows which pictures were written, and what is to be seen on them.</summary>
    public void ShowPictures(string folder, IReadOnlyList<(string File, string Content)> pictures)
    {
        Console.WriteLine($"Pictures in {folder}:");
        foreach ((string file, string content) in pictures)
        {
            Console.WriteLine($"  {file,-15}  {content}");
        }
    }

    /// <inheritdoc/>
    public abstract void Report(TrainingProgress value);
}
