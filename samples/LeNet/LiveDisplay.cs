using CnnGen;
using Spectre.Console;

namespace LeNet;

/// <summary>Colours, and a progress bar below the lines of the epochs.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : Display(console)
{
    private ProgressTask? _bar;

    public override void ShowEpochs(IEnumerable<EpochReport> epochs)
    {
        Console.MarkupLine($"[grey]{EpochLine.Header}[/]");
        Console.Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(progress =>
            {
                _bar = progress.AddTask("first steps");
                foreach (EpochReport epoch in epochs)
                {
                    Console.WriteLine(EpochLine.Of(epoch));
                }
            });
    }

    public override void Report(TrainingProgress value)
    {
        if (_bar is null)
        {
            return;
        }

        _bar.MaxValue = (double)value.Epochs * value.TotalSamples;
        _bar.Value = ((value.Epoch - 1.0) * value.TotalSamples) + value.Samples;
        _bar.Description =
            $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:F4}  {value.SamplesPerSecond:N0} samples/s";
    }
}
