using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.PyTorch;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints how fast training is here and in PyTorch, or how fast predictions are.</summary>
internal static class VersusPyTorchCommand
{
    private static readonly string[] Header =
        ["network", "variant of PyTorch", "batch", "threads", "CnnGen, samples/s", "PyTorch, samples/s", "CnnGen / PyTorch"];

    public static Command Create()
    {
        Option<string[]> networks = MeasurementOptions.Network();
        Option<int[]> batches = MeasurementOptions.Batches(32, 64, 256);
        Option<int[]> threads = MeasurementOptions.Threads();
        Option<double> seconds = MeasurementOptions.Seconds();
        Option<bool> predict = new("--predict") { Description = "Predict instead of train, on one thread" };
        Command command = new("versus-pytorch", "Trains the same networks in Debian's PyTorch, turn by turn with CnnGen")
        {
            networks, batches, threads, seconds, predict,
        };
        command.SetAction(line => Run(
            line.GetRequiredValue(networks),
            line.GetRequiredValue(batches),
            line.GetRequiredValue(threads),
            line.GetRequiredValue(seconds),
            line.GetValue(predict)));
        return command;
    }

    private static int Run(string[] networks, int[] batches, int[] threads, double seconds, bool predict)
    {
        try
        {
            Compare(PyTorchInstallation.Find(), networks, batches, threads, seconds, predict);
            return 0;
        }
        catch (PyTorchException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static void Compare(
        PyTorchInstallation installation, string[] networks, int[] batches, int[] threads, double seconds, bool predict)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(LaneWidth.Widest))
        {
            report.WriteLine(line);
        }

        report.WriteLine();
        foreach (BenchmarkNetwork network in networks.Select(BenchmarkNetwork.Named))
        {
            report.WriteTable(
                names: 2,
                Header,
                (predict
                    ? Comparison.Predict(network, batches, seconds, installation)
                    : threads.SelectMany(count => Comparison.Train(network, batches, count, seconds, installation)))
                    .Select(contest => Row(network, contest)));
        }
    }

    private static string[] Row(BenchmarkNetwork network, Contest contest) =>
    [
        network.Name,
        contest.Variant,
        $"{contest.Batch}",
        $"{contest.Threads}",
        $"{contest.CnnGen:N0}",
        $"{contest.PyTorch:N0}",
        $"{contest.CnnGen / contest.PyTorch:F2}",
    ];
}
