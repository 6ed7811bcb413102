using System.CommandLine;
using CnnGen.Benchmarks.Layers;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints where the time of a training step goes, kernel by kernel.</summary>
internal static class LayersCommand
{
    private static readonly string[] Header =
        ["layer", "kernel", "µs/block", "share of time", "GFLOP/s", "share of FMA peak", "µs beyond peak", ""];

    public static Command Create()
    {
        Argument<string> network = MeasurementOptions.SingleNetwork();
        Option<int> batch = MeasurementOptions.Batch();
        Option<int> lanes = MeasurementOptions.Lanes();
        Option<double> seconds = MeasurementOptions.Seconds();
        Command command = new("layers", "Measures each kernel of a network inside of training steps on one thread")
        {
            network, batch, lanes, seconds,
        };
        command.SetAction(line => Run(
            BenchmarkNetwork.Named(line.GetRequiredValue(network)),
            line.GetRequiredValue(batch),
            (LaneWidth)line.GetValue(lanes),
            line.GetRequiredValue(seconds)));
        return command;
    }

    private static void Run(BenchmarkNetwork network, int batch, LaneWidth lanes, double seconds)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(lanes))
        {
            report.WriteLine(line);
        }

        LayerResult result = LayerBenchmark.Run(network, batch, lanes, seconds);
        KernelTime worst = result.Kernels.MaxBy(result.BeyondPeak)!;
        report.WriteLine();
        report.WriteLine(
            $"{network.Name}, one block of {MicroBatch.Samples} samples in batches of {batch}, one thread; "
            + $"FMA peak of one core {result.Peak:F1} GFLOP/s");
        report.WriteTable(
            names: 2,
            Header,
            [
                .. result.Kernels.Select(time => Row(time, result, time == worst)),
                Sum("rest of the step", result.RestMicroseconds, result),
                Sum("step", result.Microseconds, result),
            ]);
    }

    private static string[] Row(KernelTime time, LayerResult result, bool isWorst) =>
    [
        time.Kernel.Layer,
        time.Kernel.Work,
        $"{time.Microseconds:F2}",
        $"{time.Microseconds / result.Microseconds:P1}",
        time.MultiplyAdds == 0 ? string.Empty : $"{time.Gigaflops:F1}",
        time.MultiplyAdds == 0 ? string.Empty : $"{time.Gigaflops / result.Peak:P1}",
        $"{result.BeyondPeak(time):F2}",
        isWorst ? "<- worst" : string.Empty,
    ];

    private static string[] Sum(string name, double microseconds, LayerResult result) =>
    [
        name, string.Empty, $"{microseconds:F2}", $"{microseconds / result.Microseconds:P1}",
        string.Empty, string.Empty, string.Empty, string.Empty,
    ];
}
