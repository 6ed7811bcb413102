using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CnnGen.Benchmarks.Training;

namespace CnnGen.Benchmarks.Commands;

/// <summary>The options that commands share.</summary>
internal static class MeasurementOptions
{
    private const int MostThreads = 1024;

    private static readonly string[] Names = [.. BenchmarkNetwork.All.Select(network => network.Name)];

    public static Option<string[]> Network() => Network(Names, [.. BenchmarkNetwork.Default.Select(network => network.Name)]);

    /// <summary>Some of those with these names, and all of them by default.</summary>
    public static Option<string[]> Network(string[] names) => Network(names, names);

    private static Option<string[]> Network(string[] names, string[] defaults)
    {
        Option<string[]> option = new("--network")
        {
            Description = "The networks to measure",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => defaults,
        };
        return option.AcceptOnlyFromAmong(names);
    }

    public static Argument<string> SingleNetwork()
    {
        Argument<string> argument = new("network") { Description = "The network to take apart" };
        return argument.AcceptOnlyFromAmong(Names);
    }

    public static Option<int[]> Batches(params int[] defaults) =>
        Counts("--batch", "Sizes of batches", SyntheticSamples.LargestBatch, defaults);

    public static Option<int[]> Threads() => Counts("--threads", "Numbers of threads", MostThreads, 1, 2);

    public static Option<int> Batch() => new("--batch")
    {
        Description = $"Samples of a step, 1 to {SyntheticSamples.LargestBatch}",
        DefaultValueFactory = _ => 64,
        CustomParser = argument => Count(argument, "--batch", SyntheticSamples.LargestBatch).FirstOrDefault(),
    };

    public static Option<int> Lanes()
    {
        Option<int> option = new("--lanes")
        {
            Description = "The width of vectors in bits [default: the widest of this machine]",
        };
        return option.AcceptOnlyFromAmong(
            [.. Enum.GetValues<LaneWidth>().Where(width => width != LaneWidth.Widest).Select(width => $"{(int)width}")]);
    }

    public static Option<double> Seconds() => new("--seconds")
    {
        Description = "How long to measure each row, above 0 and at most 600",
        DefaultValueFactory = _ => 1,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and <= 600)
            {
                return value;
            }

            argument.AddError($"--seconds needs a number above 0 and at most 600, but is '{text}'.");
            return 0;
        },
    };

    private static Option<int[]> Counts(string name, string description, int largest, params int[] defaults) => new(name)
    {
        Description = $"{description}, 1 to {largest} each",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => defaults,
        CustomParser = argument => Count(argument, name, largest),
    };

    private static int[] Count(ArgumentResult argument, string name, int largest)
    {
        List<int> counts = [];
        foreach (Token token in argument.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count >= 1 && count <= largest)
            {
                counts.Add(count);
            }
            else
            {
                argument.AddError($"{name} needs whole numbers from 1 to {largest}, but one is '{token.Value}'.");
            }
        }

        return [.. counts];
    }
}
