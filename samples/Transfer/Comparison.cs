using CnnGen;
using Spectre.Console;

namespace Transfer;

/// <summary>Learns the second task in each way, with few images and with many.</summary>
/// <param name="ways">The ways.</param>
/// <param name="train">All images of the task, of which some are drawn for each run.</param>
/// <param name="runs">How often each way is gone, with other first weights and other images.</param>
internal sealed class Comparison(IReadOnlyList<Way> ways, Dataset train, int runs)
{
    private static readonly int[] Sizes = [20, 100, 1_000, 10_000];

    /// <summary>Shows a line for each number of images as soon as it is known, and a bar below them where the console can move its cursor.</summary>
    public IReadOnlyList<ComparisonLine> Show(IAnsiConsole console)
    {
        console.WriteLine(ComparisonLine.Header(ways));
        if (!console.Profile.Capabilities.Ansi)
        {
            return [.. Lines(console, advance: () => { })];
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                ProgressTask bar = progress.AddTask("training", maxValue: Sizes.Length * ways.Count * runs);
                return Lines(console, advance: () => bar.Increment(1));
            });
    }

    private List<ComparisonLine> Lines(IAnsiConsole console, Action advance)
    {
        List<ComparisonLine> lines = [];
        foreach (int images in Sizes)
        {
            lines.Add(new ComparisonLine(images, [.. ways.Select(way => Measure(way, images, advance))]));
            console.WriteLine(lines[^1].ToString());
        }

        return lines;
    }

    private Outcome Measure(Way way, int images, Action advance)
    {
        List<Outcome> outcomes = [];
        for (int run = 1; run <= runs; run++)
        {
            outcomes.Add(way.Train(run, Subset.Draw(train, images, seed: run)));
            advance();
        }

        return Outcome.Of(outcomes);
    }
}
