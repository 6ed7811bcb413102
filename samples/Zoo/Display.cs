using Spectre.Console;

namespace Zoo;

/// <summary>Shows networks: their sizes at once, how fast they are as it becomes known.</summary>
internal sealed class Display(IAnsiConsole console)
{
    private const double Mebibyte = 1 << 20;

    public void Show(Options options, CancellationToken cancellation)
    {
        foreach (Exhibit exhibit in options.Layers ? options.Networks : [])
        {
            console.Write(new Rule($"[bold]{exhibit.Layout.Name}[/]") { Justification = Justify.Left });
            console.WriteLine();
            console.WriteLine(exhibit.Description.TrimEnd());
            console.WriteLine();
        }

        ShowSizes(options.Networks);
        Dictionary<Exhibit, Latency> latencies = [];
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(progress =>
            {
                foreach (Exhibit exhibit in options.Networks)
                {
                    ProgressTask bar = progress.AddTask($"{exhibit.Layout.Name}", maxValue: options.Predictions + 1);
                    latencies.Add(exhibit, exhibit.Measure(options.Seed, options.Predictions, () => bar.Increment(1), cancellation));
                }
            });
        ShowLatencies(latencies, options.Predictions);
    }

    private void ShowSizes(IReadOnlyList<Exhibit> exhibits)
    {
        Table table = Columns("network", "year", "input", "parameters", "million multiply-adds", "MB to predict", $"MB to train, batch {Exhibit.TrainingBatch}");
        foreach (Exhibit exhibit in exhibits)
        {
            table.AddRow(
                exhibit.Layout.Name,
                $"{exhibit.Year}",
                exhibit.Input,
                $"{exhibit.Parameters:N0}",
                $"{exhibit.Layout.ForwardMultiplyAdds / 1e6:N1}",
                $"{exhibit.InferenceBytes / Mebibyte:N0}",
                $"{exhibit.TrainingBytes / Mebibyte:N0}");
        }

        console.Write(table);
    }

    private void ShowLatencies(Dictionary<Exhibit, Latency> latencies, int predictions)
    {
        Table table = Columns("network", "weights drawn in, s", "first prediction, ms", $"median of {predictions}, ms", "GFLOP/s");
        foreach ((Exhibit exhibit, Latency latency) in latencies)
        {
            table.AddRow(
                exhibit.Layout.Name,
                $"{latency.Building.TotalSeconds:F2}",
                $"{latency.First.TotalMilliseconds:F1}",
                $"{latency.Median.TotalMilliseconds:F2}",
                $"{2e-9 * exhibit.Layout.ForwardMultiplyAdds / latency.Median.TotalSeconds:F0}");
        }

        console.WriteLine("One image of noise, random weights, one thread:");
        console.Write(table);
    }

    private static Table Columns(string first, params string[] numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(first).NoWrap());
        foreach (string number in numbers)
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        return table;
    }
}
