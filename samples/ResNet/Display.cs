using CnnGen;
using Spectre.Console;

namespace ResNet;

/// <summary>Shows a training run; how the epochs appear depends on where the output goes.</summary>
internal abstract class Display(IAnsiConsole console) : IProgress<TrainingProgress>
{
    protected IAnsiConsole Console { get; } = console;

    /// <summary>A live display for a terminal; plain text for a file, a pipe or a terminal without cursor control.</summary>
    public static Display Open()
    {
        IAnsiConsole console = Terminal.Open();
        return console.Profile.Capabilities.Ansi ? new LiveDisplay(console) : new PlainDisplay(console);
    }

    /// <summary>Shows the network, the data and the settings.</summary>
    public void ShowTask(string network, int parameters, long multiplyAdds, Options options, Split split)
    {
        Console.Write(new Rule($"[bold]{network}[/]") { Justification = Justify.Left });
        Console.WriteLine();
        Console.WriteLine($"{parameters:N0} parameters, {multiplyAdds:N0} multiply-adds an image");
        Console.WriteLine($"{split.Train.Count:N0} training images from {options.Data}");
        Console.WriteLine($"held out: {split.HeldOutIs}");
        Console.WriteLine($"augmentation: {options.Study.Augmentation}");
        Console.WriteLine(
            $"epochs {options.Epochs}, batch size {options.BatchSize}, learning rate up to {options.LearningRate}, "
            + $"threads {options.Threads}, seed {options.Seed}");
        Console.WriteLine();
    }

    /// <summary>Shows each epoch as soon as it has been trained.</summary>
    public abstract void ShowEpochs(IEnumerable<EpochReport> reports, int epochs);

    /// <summary>Shows how well each class was told from the others.</summary>
    public void ShowResult(Evaluation evaluation, IReadOnlyList<string> classes)
    {
        Console.WriteLine();
        Console.MarkupLine(
            $"[bold]{evaluation.Accuracy:P2}[/] of what was held out: {evaluation.Confusion.Correct:N0} of {evaluation.Confusion.Total:N0} images.");
        Console.Write(ClassTable.Of(evaluation.Confusion, classes));
    }

    /// <inheritdoc/>
    public abstract void Report(TrainingProgress value);
}
