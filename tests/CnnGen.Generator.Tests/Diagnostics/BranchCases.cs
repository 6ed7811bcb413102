namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with branches: where they meet, and how mistakes inside of them are shown.</summary>
internal static class BranchCases
{
    public static IEnumerable<DiagnosticCase> All => [.. Meetings, .. Inside, .. Counts, .. Heads];

    private static DiagnosticCase[] Meetings =>
    [
        new("A sum with an identity of another number of channels",
            "[Block, Conv2D(6, 3, Padding = 1)] public static class Body; [Network(4, 8, 8), {|CNN2020:Residual(typeof(Body))|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;",
            "Residual(typeof(Body)) adds what has the same shape, but Body gives 6×8×8 (8 → conv 3 → 8), and the input itself is 4×8×8. Let Body give 4×8×8, or add Shortcut = typeof(a block that gives 6×8×8)."),
        new("A sum with a shortcut of another stride, in a block that is used twice: one message",
            """
            [Block, Conv2D(6, 3, Padding = 1, Stride = 2)] public static class Body;
            [Block, Conv2D(6, 1, Stride = 3)] public static class Projection;
            [Block, Residual(typeof(Body), Shortcut = typeof(Projection))] public static class Stage;
            [Network(4, 8, 8), {|CNN2020:Use(typeof(Stage), Repeat = 2)|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Residual(typeof(Body), Shortcut = typeof(Projection)) of Stage adds what has the same shape, but Body gives 6×4×4 (8 → conv 3 → 4), and Projection gives 6×3×3 (8 → conv 1 → 3). Let Body give 6×3×3, or Projection 6×4×4."),
        new("Branches of different sizes",
            """
            [Block, Conv2D(6, 1)] public static class Narrow;
            [Block, Conv2D(6, 5)] public static class Wide;
            [Network(4, 8, 8), MaxPool2D(1), {|CNN2021:Concat(typeof(Narrow), typeof(Wide))|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Concat(typeof(Narrow), typeof(Wide)) needs branches that differ in channels alone, but Narrow gives 6×8×8 (8 → pool 1 → 8 → conv 1 → 8), and Wide gives 6×4×4 (8 → pool 1 → 8 → conv 5 → 4). Give both the same strides, and padding that makes up for the size of the kernels."),
        new("An image beside a vector",
            """
            [Block, Conv2D(6, 1)] public static class Narrow;
            [Block, Flatten] public static class Flat;
            [Network(4, 8, 8), {|CNN2021:Concat(typeof(Narrow), typeof(Flat))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Concat(typeof(Narrow), typeof(Flat)) needs branches that differ in channels alone, but Narrow gives 6×8×8 (8 → conv 1 → 8), and Flat gives 256 (8 → flatten → 256). Flatten both, or neither."),
    ];

    private static DiagnosticCase[] Inside =>
    [
        new("A layer that does not fit, in a branch: what follows the branches is judged where its shape is known",
            """
            [Block, Conv2D(6, 9)] public static class Large;
            [Block, Conv2D(6, 1)] public static class Small;
            [Network(4, 8, 8), {|CNN2003:Concat(typeof(Large), typeof(Small))|}, Conv2D(2, 99), FullyConnected(3), {|CNN2001:MaxPool2D(2)|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Conv2D(6, 9) of Large needs an input of at least 9×9, but its input here is 4×8×8. Use a kernel of at most 8, or Padding = 1 or more.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 3 (8 → … → 3). Move it in front of the layers that give a vector, or remove it."),
        new("A flattened branch leaves the other an image",
            """
            [Block, Flatten, FullyConnected(5)] public static class Flat;
            [Block, Conv2D(6, 1), Flatten] public static class Image;
            [Network(4, 8, 8), Concat(typeof(Flat), typeof(Image)), {|CNN2001:MaxPool2D(2)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 389 (8 → concat → 389). Move it in front of Concat(typeof(Flat), typeof(Image)), or remove it."),
        new("A class without [Block], a block that contains itself, and a loss, in branches",
            """
            public static class Plain;
            [Block, Residual(typeof(Deep))] public static class Deep;
            [Block, FullyConnected(4), SoftmaxCrossEntropy] public static class Head;
            [Network(4), {|CNN1020:Residual(typeof(Plain))|}, {|CNN1021:{|CNN1022:Concat(typeof(Deep), typeof(Head))|}|}, Residual(typeof(Head)), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Residual(typeof(Plain)) needs a class that bears [Block], but 'Plain' does not. Write [Block] in front of its layers.",
            "Block 'Deep' contains itself: Deep → Deep. Its layers would have no end: remove one of these uses.",
            "'Head' cannot be a block: it has the loss SoftmaxCrossEntropy. Move that to the networks that use the block, as their last layer."),
        new("A sum around a block without layers",
            "[Block] public static class Nothing; [Network(4), {|CNN1023:Residual(typeof(Nothing))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;",
            "Block 'Nothing' has no layers. Write them as attributes below [Block]: for example [Conv2D(6, 5), ReLU, MaxPool2D(2)]."),
        new("Branches behind the loss",
            "[Block, ReLU] public static class Body; [Network(4), FullyConnected(3), SoftmaxCrossEntropy, {|CNN1004:Residual(typeof(Body))|}] public partial class Digits;",
            "Residual(typeof(Body)) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
    ];

    private static DiagnosticCase[] Heads =>
    [
        new("Heads with too many scores, and one that gives an image, each in front of a layer that fits",
            """
            [Block, GlobalAveragePool, FullyConnected(12)] public static class Wide;
            [Block, Conv2D(3, 1)] public static class Image;
            [Network(4, 8, 8), Conv2D(5, 3), {|CNN2023:Auxiliary(typeof(Wide))|}, {|CNN2023:Auxiliary(typeof(Image), Weight = 1)|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Auxiliary(typeof(Wide)) tells classes apart by softmax, as the network does, but Wide gives 12 scores (8 → conv 3 → 6 → global pool → 5 → fully connected → 12) for 3 classes. Let Wide end in FullyConnected(3).",
            "Auxiliary(typeof(Image), Weight = 1) tells classes apart by softmax, as the network does, but Image gives 3×6×6 (8 → conv 3 → 6 → conv 1 → 6) for 3 classes. Let Image end in Flatten, FullyConnected(3)."),
        new("A head of a network without classes",
            """
            [Block, FullyConnected(3)] public static class Head;
            [Network(4), {|CNN2023:Auxiliary(typeof(Head))|}, FullyConnected(3), MeanSquaredError] public partial class Numbers;
            """,
            "Auxiliary(typeof(Head)) tells classes apart by softmax, as the network does, but the loss here is MeanSquaredError. Use SoftmaxCrossEntropy for that, or remove Auxiliary(typeof(Head))."),
        new("A head of a block, whose scores do not fit the network that uses it: told at the use",
            """
            [Block, FullyConnected(3)] public static class Head;
            [Block, FullyConnected(5), Auxiliary(typeof(Head)), ReLU] public static class Features;
            [Network(4), {|CNN2023:Use(typeof(Features))|}, FullyConnected(2), SoftmaxCrossEntropy] public partial class Two;
            """,
            "Auxiliary(typeof(Head)) of Features tells classes apart by softmax, as the network does, but Head gives 3 scores (4 → fully connected → 5 → fully connected → 3) for 2 classes. Let Head end in FullyConnected(2)."),
        new("A head that is no block, and one without layers",
            """
            public static class Plain;
            [Block] public static class Nothing;
            [Network(4), {|CNN1020:Auxiliary(typeof(Plain))|}, {|CNN1023:Auxiliary(typeof(Nothing))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Auxiliary(typeof(Plain)) needs a class that bears [Block], but 'Plain' does not. Write [Block] in front of its layers.",
            "Block 'Nothing' has no layers. Write them as attributes below [Block]: for example [Conv2D(6, 5), ReLU, MaxPool2D(2)]."),
        new("Weights out of range",
            """
            [Block, FullyConnected(3)] public static class Head;
            [Network(4), {|CNN3015:Auxiliary(typeof(Head), Weight = -1)|}, {|CNN3015:Auxiliary(typeof(Head), Weight = double.NaN)|}, {|CNN3015:Auxiliary(typeof(Head), Weight = 1e39)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Auxiliary(typeof(Head), Weight = -1): Weight must be a number above 0, up to 3.4E+38, but is -1. Use 0.3, say: by how much the loss of the head counts beside that of the network.",
            "Auxiliary(typeof(Head), Weight = double.NaN): Weight must be a number above 0, up to 3.4E+38, but is not a number. Use 0.3, say: by how much the loss of the head counts beside that of the network.",
            "Auxiliary(typeof(Head), Weight = 1e39): Weight must be a number above 0, up to 3.4E+38, but is infinite as a 32-bit float. Use 0.3, say: by how much the loss of the head counts beside that of the network."),
    ];

    private static DiagnosticCase[] Counts =>
    [
        new("Concat without a block, and with one",
            """
            [Block, ReLU] public static class Body;
            [Network(4), {|CNN1030:Concat|}, {|CNN1030:Concat(typeof(Body))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Concat puts the channels of several blocks beside each other, but names no block. Name two or more: for example Concat(typeof(Narrow), typeof(Wide)).",
            "Concat(typeof(Body)) puts the channels of several blocks beside each other, but names one block. Name two or more: for example Concat(typeof(Narrow), typeof(Wide))."),
        new("Repetitions of repetitions",
            """
            [Block, FullyConnected(4)] public static class Body;
            [Block, Residual(typeof(Body), Repeat = 200)] public static class Stage;
            [Network(4), {|CNN3020:Use(typeof(Stage), Repeat = 6)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Residual(typeof(Body), Repeat = 200) of Stage: Repeat must be at most 1,000, but is 200, and with those around it 1,200. Each repetition has code and weights of its own: use 1,000 or less."),
        new("Repetitions that are none, and too many",
            """
            [Block, Tanh, FullyConnected(4)] public static class Body;
            [Network(4), {|CNN3001:Use(typeof(Body), Repeat = 0)|}, {|CNN3020:Residual(typeof(Body), Repeat = 1001)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Body), Repeat = 0): Repeat must be at least 1, but is 0. Use 1 or more.",
            "Residual(typeof(Body), Repeat = 1001): Repeat must be at most 1,000, but is 1,001. Each repetition has code and weights of its own: use 1,000 or less."),
    ];
}
