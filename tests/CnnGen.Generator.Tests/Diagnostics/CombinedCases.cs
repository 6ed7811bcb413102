namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Several mistakes in one network: all at once, each once, and nothing that only follows from another.</summary>
internal static class CombinedCases
{
    private static readonly string Convolutions = string.Concat(Enumerable.Repeat("Conv2D(2, 3), ReLU, ", 24));

    public static IEnumerable<DiagnosticCase> All => [.. Several, .. FollowUps, .. LongChains];

    private static DiagnosticCase[] Several =>
    [
        Single("A size, a kernel and a loss, in three parts of the network",
            "Network(3, 16, 16), {|CNN2003:Conv2D(8, 17)|}, {|CNN3001:MaxPool2D(2, Stride = -2)|}, Flatten, FullyConnected(10), {|CNN2001:AveragePool2D(2)|}, {|CNN3001:FullyConnected(0)|}",
            "Conv2D(8, 17) needs an input of at least 17×17, but its input here is 3×16×16. Use a kernel of at most 16, or Padding = 1 or more.",
            "MaxPool2D(2, Stride = -2): Stride must be at least 1, but is -2. Use 1 or more.",
            "AveragePool2D(2) needs an image (channels×height×width), but its input here is a vector of 10 (16 → … → 10). Move it in front of the layers that give a vector, or remove it.",
            "FullyConnected(0): outputs must be at least 1, but is 0. Use 1 or more."),
        Single("An image that no layer flattens, in front of layers for images",
            "Network(1, 8, 8), Conv2D(4, 3), {|CNN2002:FullyConnected(20)|}, {|CNN2001:Conv2D(4, 3)|}, FullyConnected(30), {|CNN2001:MaxPool2D(2)|}, FullyConnected(10)",
            "FullyConnected(20) needs a vector, but its input here is 4×6×6 (8 → conv 3 → 6). Put Flatten in front of it: 4×6×6 = 144 inputs.",
            "Conv2D(4, 3) needs an image (channels×height×width), but its input here is a vector of 20 (8 → conv 3 → 6 → fully connected → 20). Move it in front of FullyConnected(20), or remove it.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 30 (8 → conv 3 → 6 → fully connected → 20 → … → 30). Move it in front of FullyConnected(20), or remove it."),
        new("The class, its layers and its end",
            """
            [Network(1, 12, 12), {|CNN3002:Conv2D(4, 3, Padding = -1)|}, Flatten]
            [FullyConnected(5), SoftmaxCrossEntropy, {|CNN1004:FullyConnected(0)|}]
            public static class {|CNN1001:{|CNN1005:{|CNN1008:Digits|}|}|} { public const string Description = ""; }
            """,
            "Conv2D(4, 3, Padding = -1): Padding must be at least 0, but is -1. Use 0 or more.",
            "FullyConnected(0) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it.",
            "'Digits' must be partial: the code of network 'Digits' is written into another part of it. Add the modifier 'partial'.",
            "Network 'Digits' must be an ordinary class, but is static. Remove the modifier 'static'.",
            "The generated part of network 'Digits' adds a member 'Description', but the class has one already: rename yours."),
        Single("Too many parameters, too many values and a size",
            "Network(1, 4096, 4096), Conv2D(1, 1), Conv2D(1, 1), {|CNN2008:Conv2D(1, 1)|}, Flatten, {|CNN2007:FullyConnected(100)|}, {|CNN3001:FullyConnected(-1)|}",
            "Conv2D(1, 1) gives 1×4096×4096 = 16,777,216 values (4096 → conv 1 → 4096 → conv 1 → 4096), and brings network 'Digits' to 67,108,864 values a sample; at most 53,687,091 can be held. Use fewer filters, a larger stride, or pooling before it.",
            "FullyConnected(100) has 1,677,721,700 parameters at an input of 16777216 (4096 → conv 1 → 4096 → conv 1 → 4096 → conv 1 → 4096 → flatten → 16777216), and brings network 'Digits' to 1,677,721,706; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it.",
            "FullyConnected(-1): outputs must be at least 1, but is -1. Use 1 or more."),
    ];

    private static DiagnosticCase[] FollowUps =>
    [
        Single("Behind a kernel that is too large nothing is judged until a shape is known again",
            "Network(1, 4, 4), {|CNN2003:Conv2D(2, 5)|}, MaxPool2D(9), Conv2D(2, 99), FullyConnected(10)",
            "Conv2D(2, 5) needs an input of at least 5×5, but its input here is 1×4×4. Use a kernel of at most 4, or Padding = 1 or more."),
        Single("Behind a layer that needs an image nothing is judged until a shape is known again",
            "Network(64), {|CNN2001:Conv2D(2, 5)|}, MaxPool2D(9), Conv2D(2, 99), Flatten, FullyConnected(10)",
            "Conv2D(2, 5) needs an image (channels×height×width), but its input here is a vector of 64. Declare the input as an image: [Network(channels, height, width)], where channels × height × width = 64."),
        Single("An output that cannot be held does not make what follows too large",
            "Network(1, 100, 100), {|CNN2006:Conv2D(4000, 1)|}, Conv2D(4000, 1), Flatten, FullyConnected(10)",
            "The output of Conv2D(4000, 1) would be 4000×100×100 = 40,000,000 values a sample; at most 33,554,431 can be held. Use at most 3355 filters, a larger stride, or pooling before it."),
        Single("A plane that cannot be held, whatever the filters",
            "Network(1, 3000, 3000), {|CNN2006:Conv2D(1, 3000, Padding = 2999)|}, Flatten, FullyConnected(10)",
            "The output of Conv2D(1, 3000, Padding = 2999) would be 1×5999×5999 = 35,988,001 values a sample; at most 33,554,431 can be held. Use a larger stride, or pooling before it."),
        Single("More parameters than can be held are reported where they become too many",
            "Network(30000), {|CNN2007:FullyConnected(20000)|}, FullyConnected(30000), FullyConnected(10)",
            "FullyConnected(20000) has 600,020,000 parameters at an input of 30000, and brings network 'Digits' to 600,020,000; at most 536,870,911 can be held. Use fewer outputs or filters, or pooling before it."),
        new("A loss in the middle, behind layers that do not fit",
            "[Network(1, 9, 9), {|CNN2004:MaxPool2D(10)|}, SoftmaxCrossEntropy, {|CNN1004:FullyConnected(0)|}] public sealed partial class Digits;",
            "MaxPool2D(10) needs an input of at least 10×10, but its input here is 1×9×9. Use a pool of at most 9.",
            "FullyConnected(0) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
    ];

    private static DiagnosticCase[] LongChains =>
    [
        Single("Eight steps are shown",
            "Network(1, 20, 20), Conv2D(1, 2), Conv2D(1, 3), Conv2D(1, 4), Conv2D(1, 5), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), {|CNN2004:MaxPool2D(11)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(11) needs an input of at least 11×11, but its input here is 1×10×10 (20 → conv 2 → 19 → conv 3 → 17 → conv 4 → 14 → conv 5 → 10 → conv 1 → 10 → conv 1 → 10 → conv 1 → 10 → conv 1 → 10). Use a pool of at most 10."),
        Single("Of nine steps the first two and the last four are shown",
            "Network(1, 20, 20), Conv2D(1, 2), Conv2D(1, 3), Conv2D(1, 4), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 1), Conv2D(1, 5), {|CNN2004:MaxPool2D(11)|}, Flatten, FullyConnected(10)",
            "MaxPool2D(11) needs an input of at least 11×11, but its input here is 1×10×10 (20 → conv 2 → 19 → conv 3 → 17 → … 3 more … → 14 → conv 1 → 14 → conv 1 → 14 → conv 1 → 14 → conv 5 → 10). Use a pool of at most 10."),
        Single("Of fifty layers the first and the last are shown",
            $"Network(3, 52, 52), {Convolutions}MaxPool2D(2), {{|CNN2003:Conv2D(2, 3)|}}, Flatten, FullyConnected(10)",
            "Conv2D(2, 3) needs an input of at least 3×3, but its input here is 2×2×2 (52 → conv 3 → 50 → conv 3 → 48 → … 19 more … → 10 → conv 3 → 8 → conv 3 → 6 → conv 3 → 4 → pool 2 → 2). Use a kernel of at most 2, or Padding = 1 or more."),
        Single("A gap among fifty layers, and others that fit behind it",
            $"{{|CNN3001:Network(3, 0, 52)|}}, FullyConnected(2), {string.Concat(Enumerable.Repeat("FullyConnected(2), ", 20))}{{|CNN2001:Conv2D(2, 3)|}}, Flatten, FullyConnected(10)",
            "Network(3, 0, 52): height must be at least 1, but is 0. Use 1 or more.",
            "Conv2D(2, 3) needs an image (channels×height×width), but its input here is a vector of 2 (… → 2 → fully connected → 2 → … 15 more … → 2 → fully connected → 2 → fully connected → 2 → fully connected → 2 → fully connected → 2). Move it in front of the layers that give a vector, or remove it."),
    ];

    private static DiagnosticCase Single(string name, string attributes, params string[] messages) =>
        new(name, $"[{attributes}, SoftmaxCrossEntropy] public sealed partial class Digits;", messages);
}
