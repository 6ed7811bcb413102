namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Arguments that are wrong whatever comes before them.</summary>
internal static class HyperParameterCases
{
    public static IEnumerable<DiagnosticCase> All => [.. NotPositive, .. NegativePadding, .. Several];

    private static DiagnosticCase[] NotPositive =>
    [
        Single("No channels", "{|CNN3001:Network(0, 8, 8)|}, Flatten, FullyConnected(3)",
            "Network(0, 8, 8): channels must be at least 1, but is 0. Use 1 or more."),
        Single("No height and a negative width", "{|CNN3001:{|CNN3001:Network(1, 0, -8)|}|}, Flatten, FullyConnected(3)",
            "Network(1, 0, -8): height must be at least 1, but is 0. Use 1 or more.",
            "Network(1, 0, -8): width must be at least 1, but is -8. Use 1 or more."),
        Single("A negative length", "{|CNN3001:Network(1, -128)|}, Flatten, FullyConnected(3)",
            "Network(1, -128): length must be at least 1, but is -128. Use 1 or more."),
        Single("No features", "{|CNN3001:Network(0)|}, FullyConnected(3)",
            "Network(0): features must be at least 1, but is 0. Use 1 or more."),
        Single("No filters", "Network(1, 8, 8), {|CNN3001:Conv2D(0, 5)|}, Flatten, FullyConnected(3)",
            "Conv2D(0, 5): filters must be at least 1, but is 0. Use 1 or more."),
        Single("A negative kernel", "Network(1, 8, 8), {|CNN3001:Conv2D(2, -5)|}, Flatten, FullyConnected(3)",
            "Conv2D(2, -5): kernel must be at least 1, but is -5. Use 1 or more."),
        Single("No kernel height and a negative kernel width",
            "Network(1, 8, 8), {|CNN3001:{|CNN3001:Conv2D(2, 0, -1)|}|}, Flatten, FullyConnected(3)",
            "Conv2D(2, 0, -1): kernelHeight must be at least 1, but is 0. Use 1 or more.",
            "Conv2D(2, 0, -1): kernelWidth must be at least 1, but is -1. Use 1 or more."),
        Single("No stride of a convolution", "Network(1, 8, 8), {|CNN3001:Conv2D(2, 3, Stride = 0)|}, Flatten, FullyConnected(3)",
            "Conv2D(2, 3, Stride = 0): Stride must be at least 1, but is 0. Use 1 or more."),
        Single("No dilation of a convolution", "Network(1, 8, 8), {|CNN3001:Conv2D(2, 3, Dilation = 0)|}, Flatten, FullyConnected(3)",
            "Conv2D(2, 3, Dilation = 0): Dilation must be at least 1, but is 0. Use 1 or more."),
        Single("Sizes of a one-dimensional convolution", "Network(1, 8), {|CNN3001:Conv1D(2, 0)|}, {|CNN3001:MaxPool1D(0)|}, Flatten, FullyConnected(3)",
            "Conv1D(2, 0): kernel must be at least 1, but is 0. Use 1 or more.",
            "MaxPool1D(0): size must be at least 1, but is 0. Use 1 or more."),
        Single("Sizes of locally connected layers",
            "Network(1, 8, 8), {|CNN3001:LocallyConnected2D(2, 3, Stride = 0)|}, {|CNN3001:LocallyConnected1D(0, 3)|}, Flatten, FullyConnected(3)",
            "LocallyConnected2D(2, 3, Stride = 0): Stride must be at least 1, but is 0. Use 1 or more.",
            "LocallyConnected1D(0, 3): filters must be at least 1, but is 0. Use 1 or more."),
        Single("No pool", "Network(1, 8, 8), {|CNN3001:MaxPool2D(0)|}, Flatten, FullyConnected(3)",
            "MaxPool2D(0): size must be at least 1, but is 0. Use 1 or more."),
        Single("No pool width", "Network(1, 8, 8), {|CNN3001:AveragePool2D(2, 0)|}, Flatten, FullyConnected(3)",
            "AveragePool2D(2, 0): width must be at least 1, but is 0. Use 1 or more."),
        Single("A negative pool height", "Network(1, 8, 8), {|CNN3001:AveragePool2D(-2, 3)|}, Flatten, FullyConnected(3)",
            "AveragePool2D(-2, 3): height must be at least 1, but is -2. Use 1 or more."),
        Single("A negative stride of a pool", "Network(1, 8, 8), {|CNN3001:MaxPool2D(2, Stride = -1)|}, Flatten, FullyConnected(3)",
            "MaxPool2D(2, Stride = -1): Stride must be at least 1, but is -1. Use 1 or more."),
        Single("No pool, and a stride", "Network(1, 8, 8), {|CNN3001:{|CNN3001:MaxPool2D(0, Stride = -1)|}|}, Flatten, FullyConnected(3)",
            "MaxPool2D(0, Stride = -1): size must be at least 1, but is 0. Use 1 or more.",
            "MaxPool2D(0, Stride = -1): Stride must be at least 1, but is -1. Use 1 or more."),
        Single("No outputs", "Network(4), {|CNN3001:FullyConnected(0)|}",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more."),
    ];

    private static DiagnosticCase[] NegativePadding =>
    [
        Single("A negative padding", "Network(1, 8, 8), {|CNN3002:Conv2D(2, 3, Padding = -1)|}, Flatten, FullyConnected(3)",
            "Conv2D(2, 3, Padding = -1): Padding must be at least 0, but is -1. Use 0 or more."),
        Single("A negative padding of a locally connected layer", "Network(1, 8), {|CNN3002:LocallyConnected1D(2, 3, Padding = -2)|}, Flatten, FullyConnected(3)",
            "LocallyConnected1D(2, 3, Padding = -2): Padding must be at least 0, but is -2. Use 0 or more."),
    ];

    private static DiagnosticCase[] Several =>
    [
        new("Everything that is wrong, each once and at once",
            """
            [{|CNN1003:Network(1, 28, 28)|}]
            [Conv2D(6, 5), {|CNN3001:{|CNN3001:{|CNN3002:Conv2D(filters: 0, kernel: 3, Stride = -2, Padding = -3)|}|}|}, MaxPool2D(99)]
            [FullyConnected(10), {|CNN2001:Conv2D(8, 3)|}, FullyConnected(7), {|CNN3001:FullyConnected(-1)|}]
            public sealed class {|CNN1001:Digits|};
            """,
            "Network 'Digits' ends without a loss. Add one as the last attribute: [SoftmaxCrossEntropy] or [BinaryCrossEntropy] for classes, [MeanSquaredError] for numbers.",
            "Conv2D(filters: 0, kernel: 3, Stride = -2, Padding = -3): filters must be at least 1, but is 0. Use 1 or more.",
            "Conv2D(filters: 0, kernel: 3, Stride = -2, Padding = -3): Stride must be at least 1, but is -2. Use 1 or more.",
            "Conv2D(filters: 0, kernel: 3, Stride = -2, Padding = -3): Padding must be at least 0, but is -3. Use 0 or more.",
            "Conv2D(8, 3) needs an image (channels×height×width), but its input here is a vector of 10 (28 → conv 5 → 24 → … → 10). Move it in front of the layers that give a vector, or remove it.",
            "FullyConnected(-1): outputs must be at least 1, but is -1. Use 1 or more.",
            "'Digits' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'."),
        new("Layers behind a wrong input",
            """
            [{|CNN3001:Network(0, 28, 28)|}, MaxPool2D(99), Flatten, FullyConnected(10), {|CNN2001:MaxPool2D(2)|}, SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """,
            "Network(0, 28, 28): channels must be at least 1, but is 0. Use 1 or more.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 10 (… → 10). Move it in front of the layers that give a vector, or remove it."),
        new("A wrong network beside right ones",
            """
            [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class First;
            [Network(4), {|CNN3001:FullyConnected(0)|}, SoftmaxCrossEntropy] public sealed partial class Digits;
            [Network(4), FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Last;
            """,
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more.")
        {
            Emitted = ["First", "Last"],
        },
    ];

    private static DiagnosticCase Single(string name, string attributes, params string[] messages) =>
        new(name, $"[{attributes}, SoftmaxCrossEntropy] public sealed partial class Digits;", messages);
}
