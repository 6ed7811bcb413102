using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.Training;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints what a training step costs with each optimiser.</summary>
internal static class OptimizersCommand
{
    private static readonly string[] Header = ["optimiser", "threads", "µs/step", "times Sgd with momentum"];

    public static Command Create()
    {
        Argument<string> network = MeasurementOptions.SingleNetwork();
        Option<int> batch = MeasurementOptions.Batch();
        Option<int[]> threads = MeasurementOptions.Threads();
        Option<double> seconds = MeasurementOptions.Seconds();
        Command command = new("optimizers", "Measures training steps of a network with each optimiser, in turns with Sgd with momentum")
        {
            network, batch, threads, seconds,
        };
        command.SetAction(line => Run(
            BenchmarkNetwork.Named(line.GetRequiredValue(network)),
            line.GetRequiredValue(batch),
            line.GetRequiredValue(threads),
            line.GetRequiredValue(seconds)));
        return command;
    }

    private static void Run(BenchmarkNetwork network, int batch, int[] threads, double seconds)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(LaneWidth.Widest))
        {
            report.WriteLine(line);
        }

        report.WriteLine();
        report.WriteLine($"{network.Name}: {network.ParameterCount:N0} parameters, batches of {batch}");
        report.WriteTable(
            names: 1,
            Header,
            from count in threads
            from cost in OptimizerBenchmark.Run(network, batch, count, seconds)
            select new[] { cost.Name, $"{count}", $"{cost.Microseconds:F1}", $"{cost.Ratio:F2}" });
    }
}
