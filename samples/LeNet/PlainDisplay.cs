using CnnGen;
using Spectre.Console;

namespace LeNet;

/// <summary>Text without control codes: one line an epoch.</summary>
internal sealed class PlainDisplay(IAnsiConsole console) : Display(console)
{
    public override void ShowEpochs(IEnumerable<EpochReport> epochs)
    {
        Console.WriteLine(EpochLine.Header);
        foreach (EpochReport epoch in epochs)
        {
            Console.WriteLine(EpochLine.Of(epoch));
        }
    }

    // What happens within an epoch is of no use in a file.
    public override void Report(TrainingProgress value)
    {
    }
}
