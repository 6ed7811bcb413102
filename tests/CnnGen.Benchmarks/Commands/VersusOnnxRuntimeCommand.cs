using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.OnnxRuntime;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints how fast predictions are here and in ONNX Runtime.</summary>
internal static class VersusOnnxRuntimeCommand
{
    private static readonly string[] Header =
    [
        "network", "batch", "CnnGen, µs", "ONNX Runtime, µs", "time, CnnGen / ONNX Runtime", "CnnGen, samples/s",
        "ONNX Runtime, samples/s", "samples/s, CnnGen / ONNX Runtime",
    ];

    public static Command Create()
    {
        Option<string[]> networks = MeasurementOptions.Network();
        Option<int[]> batches = MeasurementOptions.Batches(1, 64, 256);
        Option<double> seconds = MeasurementOptions.Seconds();
        Command command = new("versus-onnxruntime", "Predicts with the same networks in ONNX Runtime, turn by turn with CnnGen, on one thread")
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

        report.WriteLine($"peer       ONNX Runtime {OnnxRuntimeRun.Version}");
        report.WriteLine();
        foreach (BenchmarkNetwork network in networks.Select(BenchmarkNetwork.Named))
        {
            report.WriteTable(
                names: 1, Header, batches.Select(batch => Row(network, OnnxRuntimeComparison.Run(network, batch, seconds))));
        }
    }

    private static string[] Row(BenchmarkNetwork network, Duel duel) =>
    [
        network.Name,
        $"{duel.Batch}",
        $"{duel.CnnGen:F1}",
        $"{duel.OnnxRuntime:F1}",
        $"{duel.Ratio:F2}",
        $"{1e6 * duel.Batch / duel.CnnGen:N0}",
        $"{1e6 * duel.Batch / duel.OnnxRuntime:N0}",
        $"{1 / duel.Ratio:F2}",
    ];
}
