using System.Globalization;

namespace CnnGen.CodeFixes.Tests;

/// <summary>A declaration drawn at random, in which windows are mostly too large and Flatten is mostly missing.</summary>
internal static class FaultyNetwork
{
    public static string Draw(int seed)
    {
        var random = new Random(seed);
        string qualifier = random.Next(3) == 0 ? "CnnGen." : string.Empty;
        string suffix = random.Next(4) == 0 ? "Attribute" : string.Empty;
        List<string> attributes = [$"Network({Sizes(random.Next(1, 4), random.Next(1, 13), random.Next(1, 13))})"];
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            attributes.Add(DrawLayer(random));
        }

        if (random.Next(4) == 0)
        {
            attributes.Add("Flatten");
        }

        attributes.Add(random.Next(2) == 0 ? "FullyConnected(3)" : "FullyConnected(outputs: 3, Bias = false)");
        attributes.Add("SoftmaxCrossEntropy");
        string text = string.Concat(attributes.Select((attribute, i) =>
        {
            int name = attribute.IndexOf('(', StringComparison.Ordinal);
            string written = qualifier + (name < 0 ? attribute + suffix : attribute.Insert(name, suffix));
            return i == 0 ? written : DrawSeparator(random) + written;
        }));
        return $"using CnnGen;\n[{text}]\npublic sealed partial class Digits;";
    }

    private static string DrawLayer(Random random)
    {
        (int height, int width) = (random.Next(1, 15), random.Next(1, 15));
        return random.Next(9) switch
        {
            0 => $"Conv2D(2, {Sizes(height)})",
            1 => $"Conv2D(kernel: {Sizes(height)}, filters: 2)",
            2 => $"Conv2D(2, {Sizes(height, width)})",
            3 => $"Conv2D(2, kernelWidth: {Sizes(width)}, kernelHeight: {Sizes(height)}, Stride = {Sizes(random.Next(1, 4))})",
            4 => $"Conv2D(2, {Sizes(height)}, Padding = {Sizes(random.Next(4))})",
            5 => $"Conv2D(2, {Sizes(height, width)}, Padding = {Sizes(random.Next(4))}, Bias = false)",
            6 => $"MaxPool2D({Sizes(height)})",
            7 => $"AveragePool2D({Sizes(height, width)}, Stride = {Sizes(random.Next(1, 4))})",
            _ => "ReLU",
        };
    }

    private static string DrawSeparator(Random random) => random.Next(5) switch
    {
        0 => "]\n[",
        1 => "] /* next */ [",
        2 => ",\n    ",
        3 => ", // and then\n    /* this */ ",
        _ => ", ",
    };

    private static string Sizes(params int[] sizes) => string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}
