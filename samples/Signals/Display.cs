using CnnGen;
using Spectre.Console;

namespace Signals;

/// <summary>Shows the outcomes as they come, and below them, on a terminal, how training comes along.</summary>
internal sealed class Display : IProgress<TrainingProgress>
{
    private ProgressTask? _bar;

    /// <summary>Runs the studies one after another, a line for each.</summary>
    public void Run(IReadOnlyList<Study> studies, int seed, CancellationToken cancellation)
    {
        Console.WriteLine(Outcome.Header);
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            foreach (Study study in studies)
            {
                Console.WriteLine(study.Run(seed, this, cancellation));
            }

            return;
        }

        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(progress =>
            {
                foreach (Study study in studies)
                {
                    _bar = progress.AddTask(study.Name);
                    AnsiConsole.Console.WriteLine($"{study.Run(seed, this, cancellation)}");
                    _bar.StopTask();
                }
            });
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (_bar is not null)
        {
            _bar.MaxValue = (double)value.Epochs * value.TotalSamples;
            _bar.Value = ((value.Epoch - 1.0) * value.TotalSamples) + value.Samples;
        }
    }
}
