using CnnGen;
using Spectre.Console;

namespace ResNet;

/// <summary>Text without control codes: one line an epoch, and the curve at the end.</summary>
internal sealed class PlainDisplay(IAnsiConsole console) : Display(console)
{
    public override void ShowEpochs(IEnumerable<EpochReport> reports, int epochs)
    {
        Curve curve = new(epochs);
        Console.WriteLine(EpochLine.Header);
        foreach (EpochReport epoch in reports)
        {
            curve.Add(epoch.Epoch, epoch.TrainAccuracy, epoch.Test!.Accuracy);
            Console.WriteLine(EpochLine.Of(epoch));
        }

        Console.WriteLine();
        Console.Write(curve);
    }

    // What happens within an epoch is of no use in a file.
    public override void Report(TrainingProgress value)
    {
    }
}
