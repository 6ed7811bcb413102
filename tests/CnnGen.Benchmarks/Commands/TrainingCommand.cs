using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.Training;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints how fast whole training steps are.</summary>
internal static class TrainingCommand
{
    private static readonly string[] Header =
        ["batch", "threads", "samples/s", "GFLOP/s", "share of FMA peak", "bytes/step", "speed-up over 1 thread"];

    public static Command Create()
    {
        Option<string[]> networks = MeasurementOptions.Network();
        Option<int[]> batches = MeasurementOptions.Batches(32, 64, 256);
        Option<int[]> threads = MeasurementOptions.Threads();
        Option<int> lanes = MeasurementOptions.Lanes();
        Option<double> seconds = MeasurementOptions.Seconds();
        Command command = new("training", "Measures whole training steps: forward, backward, reduction and update")
        {
            networks, batches, threads, lanes, seconds,
        };
        command.SetAction(line => Run(
            line.GetRequiredValue(networks),
            line.GetRequiredValue(batches),
            line.GetRequiredValue(threads),
            (LaneWidth)line.GetValue(lanes),
            line.GetRequiredValue(seconds)));
        return command;
    }

    private static void Run(string[] networks, int[] batches, int[] threads, LaneWidth lanes, double seconds)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(lanes))
        {
            report.WriteLine(line);
        }

        report.WriteLine();
        foreach (BenchmarkNetwork network in networks.Select(BenchmarkNetwork.Named))
        {
            TrainingResult result = TrainingBenchmark.Run(network, batches, threads, lanes, seconds);
            report.WriteLine(
                $"{network.Name}: {network.ParameterCount:N0} parameters, {network.Layout.TrainingMultiplyAdds:N0} multiply-adds a sample; "
                + $"FMA peak of one core {result.Peak:F1} GFLOP/s");
            report.WriteTable(names: 0, Header, result.Speeds.Select(speed => Row(speed, result, network)));
        }
    }

    private static string[] Row(TrainingSpeed speed, TrainingResult result, BenchmarkNetwork network)
    {
        double gigaflops = 2e-9 * network.Layout.TrainingMultiplyAdds * speed.SamplesPerSecond;
        TrainingSpeed? alone = result.Speeds.FirstOrDefault(other => other.Batch == speed.Batch && other.Threads == 1);
        return
        [
            $"{speed.Batch}",
            $"{speed.Threads}",
            $"{speed.SamplesPerSecond:N0}",
            $"{gigaflops:F1}",
            $"{speed.ShareOfPeak:P1}",
            $"{speed.AllocatedBytesPerStep:N0}",
            alone is null || speed.Threads == 1 ? string.Empty : $"{speed.SamplesPerSecond / alone.SamplesPerSecond:F2}",
        ];
    }
}
