using System.Globalization;
using CnnGen.Weights;

namespace CnnGen.Onnx.Layers;

/// <summary>
/// The text in which a network's plan says what it computes:
/// <c>Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Tanh; …</c>. docs/architecture.md promises that
/// the text of a declaration never changes; that is why layers are read from it and no second list of them is emitted.
/// </summary>
internal static class ArchitectureText
{
    /// <summary>What stands between layers.</summary>
    public const string Separator = "; ";

    /// <summary>Reads the layers, the loss last.</summary>
    /// <exception cref="NotSupportedException">There is a layer that is not known here.</exception>
    public static IReadOnlyList<Layer> Read(string text) => [.. SavedArchitecture.Split(text, Separator).Skip(1).Select(ReadLayer)];

    /// <summary>The same text from layers.</summary>
    public static string Write(IEnumerable<int> input, IEnumerable<Layer> layers) =>
        string.Join(Separator, layers.Select(layer => layer.Signature).Prepend($"Network({string.Join(", ", input)})"));

    private static Layer ReadLayer(string signature)
    {
        foreach (bool isSum in new[] { true, false })
        {
            string start = isSum ? "Add(" : "Concat(";
            if (signature.StartsWith(start, StringComparison.Ordinal))
            {
                return new Join(isSum, [.. SavedArchitecture.Split(signature[start.Length..^1], Join.BranchSeparator).Select(ReadBranch)]);
            }
        }

        if (signature.StartsWith($"{Auxiliary.Name}(", StringComparison.Ordinal))
        {
            string[] branches = [.. SavedArchitecture.Split(signature[(Auxiliary.Name.Length + 1)..^1], Join.BranchSeparator)];
            return new Auxiliary(ReadBranch(branches[1]), branches[2]);
        }

        string[] parts = signature.Split('(', ')');
        string[] arguments = parts.Length == 1 ? [] : parts[1].Split(", ");
        string[] numbers = [.. arguments.Where(argument => !argument.Contains('=', StringComparison.Ordinal))];
        Dictionary<string, string> options = arguments
            .Select(argument => argument.Split(" = "))
            .Where(option => option.Length == 2)
            .ToDictionary(option => option[0], option => option[1]);
        if (parts[0] is "Filter1D" or "Filter2D")
        {
            return Filter(isSignal: parts[0] == "Filter1D", numbers, options);
        }

        if (parts[0] == LeakyReLU.Name)
        {
            return new LeakyReLU(float.Parse(numbers[0], CultureInfo.InvariantCulture));
        }

        if (parts[0] == Dropout.Name)
        {
            return new Dropout(float.Parse(numbers[0], CultureInfo.InvariantCulture));
        }

        if (parts[0] == LocalResponseNorm.Name)
        {
            float[] constants = [.. numbers.Skip(1).Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
            return new LocalResponseNorm(Number(numbers[0]), constants[0], constants[1], constants[2]);
        }

        if (parts[0] == BatchNorm.Name)
        {
            return new BatchNorm(
                float.Parse(options["Epsilon"], CultureInfo.InvariantCulture), float.Parse(options["Momentum"], CultureInfo.InvariantCulture));
        }

        int[] sizes = [.. numbers.Select(Number)];
        return parts[0] switch
        {
            "Conv1D" or "LocallyConnected1D" => Filters(parts[0], sizes, sizes[2..], options),
            "Conv2D" or "LocallyConnected2D" => Filters(parts[0], sizes, sizes[1..], options),
            "MaxPool1D" or "MaxPool2D" => Pool(isMax: true, sizes, options),
            "AveragePool1D" or "AveragePool2D" => Pool(isMax: false, sizes, options),
            PadChannels.Name => new PadChannels(sizes[0], sizes[1]),
            GlobalAveragePool.Name => new GlobalAveragePool(),
            "FullyConnected" => new FullyConnected(sizes[0], options["Bias"] == "true"),
            string name => PlainLayer.All.FirstOrDefault(layer => layer.Name == name)
                ?? throw new NotSupportedException($"The layer {signature} cannot be written as ONNX."),
        };
    }

    private static IReadOnlyList<Layer> ReadBranch(string text) =>
        text == Join.Identity ? [] : [.. SavedArchitecture.Split(text, Separator).Select(ReadLayer)];

    private static FilterLayer Filters(string name, int[] sizes, int[] kernel, Dictionary<string, string> options) => new(
        IsLocal: name.StartsWith("Local", StringComparison.Ordinal),
        sizes[0],
        kernel,
        Number(options["Stride"]),
        Number(options["Padding"]),
        Number(options.GetValueOrDefault("Dilation", "1")),
        options["Bias"] == "true",
        Number(options.GetValueOrDefault("Groups", "1")));

    private static FixedFilter Filter(bool isSignal, string[] numbers, Dictionary<string, string> options)
    {
        int[] kernel = isSignal ? [numbers.Length] : [Number(numbers[0]), Number(numbers[1])];
        IEnumerable<string> coefficients = isSignal ? numbers : numbers[2..];
        return new FixedFilter(
            kernel,
            [.. coefficients.Select(number => float.Parse(number, CultureInfo.InvariantCulture))],
            Number(options["Stride"]),
            Number(options["Padding"]),
            Number(options["Dilation"]));
    }

    private static Pool Pool(bool isMax, int[] sizes, Dictionary<string, string> options)
    {
        int[] stride = [.. options["Stride"].Split('×').Select(Number)];
        return new Pool(
            isMax,
            sizes,
            stride.Length == sizes.Length ? stride : [.. sizes.Select(_ => stride[0])],
            Number(options.GetValueOrDefault("Padding", "0")),
            options.ContainsKey("CeilMode"),
            !options.ContainsKey("CountIncludePad"));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
