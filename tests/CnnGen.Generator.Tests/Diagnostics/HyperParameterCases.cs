namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Arguments that are wrong whatever comes before them.</summary>
internal static class HyperParameterCases
{
    public static IEnumerable<DiagnosticCase> All => [.. NotPositive, .. NegativePadding, .. ChannelPadding, .. PoolPadding, .. Slopes, .. Rates, .. Norms, .. Smoothings, .. Coefficients, .. Several];

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
        Single("No groups", "Network(4, 8, 8), {|CNN3001:Conv2D(2, 3, Groups = 0)|}, Flatten, FullyConnected(3)",
            "Conv2D(2, 3, Groups = 0): Groups must be at least 1, but is 0. Use 1 or more."),
        Single("No kernel of as many filters as come in", "Network(4, 8, 8), {|CNN3001:Conv2D|}, {|CNN3001:Conv2D(Padding = 1)|}, {|CNN3001:Conv2D(Kernel = 0)|}, {|CNN3001:Conv2D(KernelHeight = 3)|}, Flatten, FullyConnected(3)",
            "Conv2D: Kernel must be at least 1, but is not given. Use 1 or more.",
            "Conv2D(Padding = 1): Kernel must be at least 1, but is not given. Use 1 or more.",
            "Conv2D(Kernel = 0): Kernel must be at least 1, but is 0. Use 1 or more.",
            "Conv2D(KernelHeight = 3): KernelWidth must be at least 1, but is 0. Use 1 or more."),
        Single("Sizes of a one-dimensional convolution", "Network(1, 8), {|CNN3001:Conv1D(2, 0)|}, {|CNN3001:MaxPool1D(0)|}, Flatten, FullyConnected(3)",
            "Conv1D(2, 0): kernel must be at least 1, but is 0. Use 1 or more.",
            "MaxPool1D(0): size must be at least 1, but is 0. Use 1 or more."),
        Single("Sizes of locally connected layers",
            "Network(1, 8, 8), {|CNN3001:LocallyConnected2D(2, 3, Stride = 0)|}, {|CNN3001:LocallyConnected1D(0, 3)|}, Flatten, FullyConnected(3)",
            "LocallyConnected2D(2, 3, Stride = 0): Stride must be at least 1, but is 0. Use 1 or more.",
            "LocallyConnected1D(0, 3): filters must be at least 1, but is 0. Use 1 or more."),
        Single("Sizes of a filter", "Network(1, 8, 8), {|CNN3001:{|CNN3001:{|CNN3001:Filter2D(0, -1, 1, Stride = 0)|}|}|}, Flatten, FullyConnected(3)",
            "Filter2D(0, -1, 1, Stride = 0): Stride must be at least 1, but is 0. Use 1 or more.",
            "Filter2D(0, -1, 1, Stride = 0): kernelHeight must be at least 1, but is 0. Use 1 or more.",
            "Filter2D(0, -1, 1, Stride = 0): kernelWidth must be at least 1, but is -1. Use 1 or more."),
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
        Single("A negative padding of a filter", "Network(1, 8, 8), {|CNN3002:Filter2D(FilterKernel.BoxBlur, Padding = -1)|}, Flatten, FullyConnected(3)",
            "Filter2D(FilterKernel.BoxBlur, Padding = -1): Padding must be at least 0, but is -1. Use 0 or more."),
        Single("A negative padding of a pool", "Network(1, 8), {|CNN3002:MaxPool1D(2, Padding = -1)|}, Flatten, FullyConnected(3)",
            "MaxPool1D(2, Padding = -1): Padding must be at least 0, but is -1. Use 0 or more."),
    ];

    private static DiagnosticCase[] ChannelPadding =>
    [
        Single("Fewer channels than none", "Network(4, 3, 3), {|CNN3002:PadChannels(-1)|}, {|CNN3002:{|CNN3002:PadChannels(after: -3, before: -2)|}|}, Flatten, FullyConnected(3)",
            "PadChannels(-1): the number of channels must be at least 0, but is -1. Use 0 or more.",
            "PadChannels(after: -3, before: -2): the number of channels must be at least 0, but is -2. Use 0 or more.",
            "PadChannels(after: -3, before: -2): the number of channels must be at least 0, but is -3. Use 0 or more."),
    ];

    private static DiagnosticCase[] PoolPadding =>
    [
        Single("A padding wider than half the pool", "Network(1, 8, 8), {|CNN3009:AveragePool2D(2, 5, Padding = 2, Stride = 1)|}, Flatten, FullyConnected(3)",
            "AveragePool2D(2, 5, Padding = 2, Stride = 1): Padding must be at most half of the pool of 2×5, but is 2: windows at the edge could hold nothing but padding. Use 1 or less."),
        Single("Padding around windows of one value", "Network(1, 8), {|CNN3009:MaxPool1D(1, Padding = 1)|}, Flatten, FullyConnected(3)",
            "MaxPool1D(1, Padding = 1): Padding must be at most half of the pool of 1, but is 1: windows at the edge could hold nothing but padding. Use no padding."),
    ];

    private static DiagnosticCase[] Slopes =>
    [
        Single("A slope below zero", "Network(4), {|CNN3010:LeakyReLU(-0.1)|}, FullyConnected(3)",
            "LeakyReLU(-0.1): slope must be a number from 0 to 3.4E+38, but is -0.1. Use 0.01, say; 0 is ReLU."),
        Single("Slopes that are no finite numbers", "Network(4), {|CNN3010:LeakyReLU(double.NaN)|}, FullyConnected(5), {|CNN3010:LeakyReLU(1e39)|}, FullyConnected(3)",
            "LeakyReLU(double.NaN): slope must be a number from 0 to 3.4E+38, but is not a number. Use 0.01, say; 0 is ReLU.",
            "LeakyReLU(1e39): slope must be a number from 0 to 3.4E+38, but is infinite as a 32-bit float. Use 0.01, say; 0 is ReLU."),
    ];

    private static DiagnosticCase[] Smoothings =>
    [
        new("A label of which nothing is left", "[Network(4), FullyConnected(3), {|CNN3011:SoftmaxCrossEntropy(LabelSmoothing = 1)|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy(LabelSmoothing = 1): LabelSmoothing must be a number from 0 to less than 1, but is 1. Use 0.1, say; 0 leaves labels as they are."),
        new("A negative smoothing", "[Network(4), FullyConnected(3), {|CNN3011:SoftmaxCrossEntropy(LabelSmoothing = -0.1f)|}] public sealed partial class Digits;",
            "SoftmaxCrossEntropy(LabelSmoothing = -0.1f): LabelSmoothing must be a number from 0 to less than 1, but is -0.1. Use 0.1, say; 0 leaves labels as they are."),
    ];

    private static DiagnosticCase[] Rates =>
    [
        Single("Dropout of everything, and of less than nothing", "Network(4), {|CNN3012:Dropout(1)|}, FullyConnected(5), {|CNN3012:Dropout(rate: -0.5)|}, FullyConnected(3)",
            "Dropout(1): rate must be a number from 0 to less than 1, but is 1. Use 0.5, say: the part of the values that is dropped.",
            "Dropout(rate: -0.5): rate must be a number from 0 to less than 1, but is -0.5. Use 0.5, say: the part of the values that is dropped."),
    ];

    private static DiagnosticCase[] Norms =>
    [
        Single("Neighbours without a middle", "Network(4, 3, 3), {|CNN3013:LocalResponseNorm(4)|}, {|CNN3001:LocalResponseNorm(0)|}, Flatten, FullyConnected(3)",
            "LocalResponseNorm(4): size must be odd, so that a value stands in the middle of its neighbours, but is 4.",
            "LocalResponseNorm(0): size must be at least 1, but is 0. Use 1 or more."),
        Single("Numbers of a batch normalisation out of range", "Network(4, 3, 3), {|CNN3014:{|CNN3014:BatchNorm(Epsilon = 0, Momentum = 1.5)|}|}, {|CNN3014:BatchNorm(Epsilon = double.NaN)|}, Flatten, FullyConnected(3)",
            "BatchNorm(Epsilon = 0, Momentum = 1.5): Epsilon must be a number from 1E-30 to 3.4E+38, but is 0.",
            "BatchNorm(Epsilon = 0, Momentum = 1.5): Momentum must be a number from 0 to 1, but is 1.5.",
            "BatchNorm(Epsilon = double.NaN): Epsilon must be a number from 1E-30 to 3.4E+38, but is not a number."),
        Single("Numbers of a normalisation out of range", "Network(4, 3, 3), {|CNN3013:{|CNN3013:{|CNN3013:LocalResponseNorm(5, -1, double.NaN, 0)|}|}|}, Flatten, FullyConnected(3)",
            "LocalResponseNorm(5, -1, double.NaN, 0): alpha must be a number from 0 to 3.4E+38, but is -1.",
            "LocalResponseNorm(5, -1, double.NaN, 0): beta must be a number from 0 to 3.4E+38, but is not a number.",
            "LocalResponseNorm(5, -1, double.NaN, 0): k must be a number from 1E-30 to 3.4E+38, but is 0."),
    ];

    private static DiagnosticCase[] Coefficients =>
    [
        Single("Too few coefficients", "Network(1, 8, 8), {|CNN3005:Filter2D(3, 3, 1, 0, -1)|}, Flatten, FullyConnected(3)",
            "Filter2D(3, 3, 1, 0, -1) has 3 coefficients, but a kernel of 3×3 takes 9, row by row. Add 6, or change the size."),
        Single("A coefficient too many", "Network(1, 8, 8), {|CNN3005:Filter2D(1, 2, 1, 0, -1)|}, Flatten, FullyConnected(3)",
            "Filter2D(1, 2, 1, 0, -1) has 3 coefficients, but a kernel of 1×2 takes 2, row by row. Remove 1, or change the size."),
        Single("No coefficients", "Network(1, 8, 8), {|CNN3005:Filter2D(2, 2)|}, {|CNN3005:Filter2D(1, 1, null!)|}, Flatten, FullyConnected(3)",
            "Filter2D(2, 2) has 0 coefficients, but a kernel of 2×2 takes 4, row by row. Add 4, or change the size.",
            "Filter2D(1, 1, null !) has 0 coefficients, but a kernel of 1×1 takes 1, row by row. Add 1, or change the size."),
        Single("No coefficients along a signal", "Network(1, 8), {|CNN3005:Filter1D(Padding = 1)|}, Flatten, FullyConnected(3)",
            "Filter1D(Padding = 1) has no coefficients, but a kernel takes at least 1. Add some, or remove the filter."),
        Single("More coefficients than a message shows",
            "Network(1, 8, 8), {|CNN3005:Filter2D(5, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, Padding = 2)|}, {|CNN3005:Filter2D(5, 5, new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })|}, Flatten, FullyConnected(3)",
            "Filter2D(5, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, Padding = 2) has 12 coefficients, but a kernel of 5×5 takes 25, row by row. Add 13, or change the size.",
            "Filter2D(5, 5, new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … }) has 12 coefficients, but a kernel of 5×5 takes 25, row by row. Add 13, or change the size."),
        Single("A coefficient that is not a number", "Network(1, 8, 8), {|CNN3006:Filter2D(1, 3, 1, double.NaN, -1)|}, Flatten, FullyConnected(3)",
            "Filter2D(1, 3, 1, double.NaN, -1): coefficient 2 is not a number. Use numbers from -3.4E+38 to 3.4E+38."),
        Single("Coefficients beyond what a float holds", "Network(1, 8), {|CNN3006:Filter1D(1, -1e39, double.NegativeInfinity, 0)|}, Flatten, FullyConnected(3)",
            "Filter1D(1, -1e39, double.NegativeInfinity, 0): coefficient 2 is infinite as a 32-bit float, and 1 more of them is not finite. Use numbers from -3.4E+38 to 3.4E+38."),
        Single("Nothing but zeros", "Network(1, 8, 8), {|CNN3007:Filter2D(1, 3, 0, -0.0, 1e-60)|}, Flatten, FullyConnected(3)",
            "Filter2D(1, 3, 0, -0.0, 1e-60): all coefficients are zero, and so would be all that the filter gives. Use at least one other, or remove the filter."),
        Single("A kernel without a name", "Network(1, 8, 8), {|CNN3008:Filter2D((FilterKernel)6)|}, {|CNN3008:Filter2D((FilterKernel)(-1))|}, Flatten, FullyConnected(3)",
            "Filter2D((FilterKernel)6): there is no FilterKernel with the number 6. Use DiagonalEdges, Laplacian, LaplacianWithDiagonals, Sharpen, BoxBlur, GaussianBlur, or coefficients of your own.",
            "Filter2D((FilterKernel)(-1)): there is no FilterKernel with the number -1. Use DiagonalEdges, Laplacian, LaplacianWithDiagonals, Sharpen, BoxBlur, GaussianBlur, or coefficients of your own."),
        Single("Two mistakes in one kernel", "Network(1, 8, 8), {|CNN3005:{|CNN3006:Filter2D(1, 3, 1, double.NaN)|}|}, Flatten, FullyConnected(3)",
            "Filter2D(1, 3, 1, double.NaN) has 2 coefficients, but a kernel of 1×3 takes 3, row by row. Add 1, or change the size.",
            "Filter2D(1, 3, 1, double.NaN): coefficient 2 is not a number. Use numbers from -3.4E+38 to 3.4E+38."),
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
            "'Digits' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.")
        {
            CompilerErrors = ["CS0260"],
        },
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
