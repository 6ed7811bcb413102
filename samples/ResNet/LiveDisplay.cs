using CnnGen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResNet;

/// <summary>Colours, and below the lines of the epochs the curve and a progress bar.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : Display(console)
{
    private ProgressTask? _bar;

    public override void ShowEpochs(IEnumerable<EpochReport> reports, int epochs)
    {
        Curve curve = new(epochs);
        Console.MarkupLine($"[grey]{EpochLine.Header}[/]");
        Console.Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .UseRenderHook((bar, _) => new Rows(Text.Empty, curve, bar))
            .Start(progress =>
            {
                _bar = progress.AddTask("first steps");
                foreach (EpochReport epoch in reports)
                {
                    curve.Add(epoch.Epoch, epoch.TrainAccuracy, epoch.Test!.Accuracy);
                    Console.WriteLine(EpochLine.Of(epoch));
                }
            });
        Console.WriteLine();
        Console.Write(curve);
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
