using System.CommandLine;
using CnnGen.Benchmarks.Growth;
using CnnGen.Benchmarks.Measurement;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints what networks cost before they run, and how that grows with their layers.</summary>
internal static class GrowthCommand
{
    private static readonly string[] Header =
    [
        "network", "convolutions", "generator, ms", "lines", "characters", "compiler, ms", "JIT, ms",
        "a convolution: generator, ms", "lines", "compiler, ms", "JIT, ms",
    ];

    public static Command Create()
    {
        Option<string[]> network = MeasurementOptions.Network([.. GrowthNetwork.All.Select(network => network.Name)]);
        Command command = new("growth", "Measures generator, compiler and JIT on networks of 2 to 57 convolutions") { network };
        command.SetAction(line => Run(line.GetRequiredValue(network)));
        return command;
    }

    private static void Run(string[] names)
    {
        Report report = Report.ToStandardOutput();
        foreach (string line in Machine.Describe(LaneWidth.Widest))
        {
            report.WriteLine(line);
        }

        report.WriteLine();
        report.WriteTable(names: 1, Header, GrowthNetwork.All.Where(network => names.Contains(network.Name)).Select(network => Row(network, GrowthBenchmark.Run(network))));
    }

    private static string[] Row(GrowthNetwork network, GrowthResult result) =>
    [
        network.Name,
        $"{network.Convolutions}",
        $"{result.GeneratorMilliseconds:F1}",
        $"{result.Lines:N0}",
        $"{result.Characters:N0}",
        $"{result.CompilerMilliseconds:F0}",
        $"{result.JitMilliseconds:F0}",
        $"{result.GeneratorMilliseconds / network.Convolutions:F2}",
        $"{result.Lines / network.Convolutions:N0}",
        $"{result.CompilerMilliseconds / network.Convolutions:F1}",
        $"{result.JitMilliseconds / network.Convolutions:F1}",
    ];
}
