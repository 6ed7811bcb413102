using System.CommandLine;
using CnnGen.Benchmarks.Inference;
using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints how fast predictions are.</summary>
internal static class InferenceCommand
{
    private static readonly string[] Header = ["batch", "median, µs", "99 %, µs", "samples/s", "GFLOP/s", "share of FMA peak"];

    public static Command Create()
    {
        Option<string[]> networks = MeasurementOptions.Network();
        Option<int[]> batches = MeasurementOptions.Batches(1, 64, 256);
        Option<double> seconds = MeasurementOptions.Seconds();
        Command command = new("inference", "Measures predictions on one thread: the latency of one sample, the throughput of batches")
        {
            networks, batches, seconds,
        };
        command.SetAction(line => Run(
            line.GetRequiredValue(networks), line.GetRequiredValue(batches), line.GetRequiredValue(seconds)));
        return command;
    }

    private static void Run(string[] networks, int[] batches, double seconds)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(LaneWidth.Widest))
        {
            report.WriteLine(line);
        }

        report.WriteLine();
        foreach (BenchmarkNetwork network in networks.Select(BenchmarkNetwork.Named))
        {
            InferenceResult result = InferenceBenchmark.Run(network, batches, seconds);
            report.WriteLine(
                $"{network.Name}: {network.ParameterCount:N0} parameters, {network.Layout.ForwardMultiplyAdds:N0} multiply-adds a sample; "
                + $"FMA peak of one core {result.Peak:F1} GFLOP/s");
            report.WriteTable(names: 0, Header, result.Speeds.Select(speed => Row(speed, network)));
        }
    }

    private static string[] Row(InferenceSpeed speed, BenchmarkNetwork network) =>
    [
        $"{speed.Batch}",
        $"{speed.Latency:F1}",
        $"{speed.Latency99:F1}",
        $"{1e6 * speed.Batch / speed.Latency:N0}",
        $"{2e-3 * network.Layout.ForwardMultiplyAdds * speed.Batch / speed.Latency:F1}",
        $"{speed.ShareOfPeak:P1}",
    ];
}
