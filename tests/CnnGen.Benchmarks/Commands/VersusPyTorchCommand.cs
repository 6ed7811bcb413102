using System.CommandLine;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Benchmarks.PyTorch;
using CnnGen.Kernels;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints how fast training is here and in PyTorch.</summary>
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
        Command command = new("versus-pytorch", "Trains the same networks in Debian's PyTorch, turn by turn with CnnGen")
        {
            networks, batches, threads, seconds,
        };
        command.SetAction(line => Run(
            line.GetRequiredValue(networks),
            line.GetRequiredValue(batches),
            line.GetRequiredValue(threads),
            line.GetRequiredValue(seconds)));
        return command;
    }

    private static int Run(string[] networks, int[] batches, int[] threads, double seconds)
    {
        try
        {
            Compare(PyTorchInstallation.Find(), networks, batches, threads, seconds);
            return 0;
        }
        catch (PyTorchException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static void Compare(
        PyTorchInstallation installation, string[] networks, int[] batches, int[] threads, double seconds)
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
                threads.SelectMany(count => Comparison.Run(network, batches, count, seconds, installation))
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
