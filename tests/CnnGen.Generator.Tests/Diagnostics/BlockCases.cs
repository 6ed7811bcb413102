namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with blocks, and how mistakes inside of them are shown where they are used.</summary>
internal static class BlockCases
{
    private const string Good =
        """
        [Block, Conv2D(2, 3), ReLU, Flatten] public static class Good;

        """;

    public static IEnumerable<DiagnosticCase> All =>
        [.. NotABlock, .. ContainsItself, .. CannotBeABlock, .. Empty, .. Names, .. OnAnotherPart, .. Size, .. Inside, .. Advice, .. Order];

    private static DiagnosticCase[] NotABlock =>
    [
        new("A class without [Block]",
            "[FullyConnected(3)] public static class Head; [Network(4), {|CNN1020:Use(typeof(Head))|}, SoftmaxCrossEntropy] public partial class Digits;",
            "Use(typeof(Head)) needs a class that bears [Block], but 'Head' does not. Write [Block] in front of its layers."),
        new("A network used as a block",
            "[Network(4), FullyConnected(3), SoftmaxCrossEntropy] public partial class Other; [Network(4), {|CNN1020:Use(typeof(Other))|}, SoftmaxCrossEntropy] public partial class Digits;",
            "Use(typeof(Other)) needs a class that bears [Block], but 'Other' is a network. Move the layers that networks are to share into a class of their own that bears [Block].")
        {
            Emitted = ["Other"],
        },
        new("What is no class",
            "[Network(4), {|CNN1020:Use(typeof(int[]))|}, {|CNN1020:Use(null)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;",
            "Use(typeof(int[])) needs a class that bears [Block], but 'int[]' is no class. Name the class that bears the layers.",
            "Use(null) needs a class that bears [Block], but null is no class. Name the class that bears the layers.")
        {
            CompilerErrors = ["CS8625"],
        },
        new("A class without [Block] in a block that is used twice: one message",
            """
            public class Head;
            [Block, FullyConnected(3), Use(typeof(Head))] public class Outer;
            [Network(4), {|CNN1020:Use(typeof(Outer))|}, Use(typeof(Outer)), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Head)) of Outer needs a class that bears [Block], but 'Head' does not. Write [Block] in front of its layers."),
        new("What stands before and behind such a use is judged, where its shape is known",
            """
            public class Head;
            [Network(1, 6, 6), {|CNN2003:Conv2D(2, 7)|}, MaxPool2D(2), {|CNN1020:Use(typeof(Head))|}, Conv2D(2, 99), FullyConnected(3), {|CNN2001:MaxPool2D(2)|}, SoftmaxCrossEntropy]
            public partial class Digits;
            """,
            "Conv2D(2, 7) needs an input of at least 7×7, but its input here is 1×6×6. Use a kernel of at most 6, or Padding = 1 or more.",
            "Use(typeof(Head)) needs a class that bears [Block], but 'Head' does not. Write [Block] in front of its layers.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 3 (6 → … → 3). Move it in front of the layers that give a vector, or remove it."),
        new("A missing loss behind such a use is a mistake of its own",
            "public class Head; [{|CNN1003:Network(4)|}, {|CNN1020:Use(typeof(Head))|}] public partial class Digits;",
            "Network 'Digits' ends without a loss. Add one as the last attribute: [SoftmaxCrossEntropy] or [BinaryCrossEntropy] for classes, [MeanSquaredError] for numbers.",
            "Use(typeof(Head)) needs a class that bears [Block], but 'Head' does not. Write [Block] in front of its layers."),
    ];

    private static DiagnosticCase[] ContainsItself =>
    [
        new("A block that uses itself",
            "[Block, ReLU, Use(typeof(Deep))] public class Deep; [Network(4), {|CNN1021:Use(typeof(Deep))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;",
            "Block 'Deep' contains itself: Deep → Deep. Its layers would have no end: remove one of these uses."),
        new("Three blocks in a circle, entered at two of them: one message",
            """
            [Block, FullyConnected(3), Use(typeof(B))] public class A;
            [Block, FullyConnected(3), Use(typeof(C))] public class B;
            [Block, FullyConnected(3), Use(typeof(A))] public class C;
            [Block, Use(typeof(B))] public class Around;
            [Network(4), {|CNN1021:Use(typeof(Around))|}, Use(typeof(C)), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Block 'A' contains itself: A → B → C → A. Its layers would have no end: remove one of these uses."),
    ];

    private static DiagnosticCase[] CannotBeABlock =>
    [
        new("A block with a loss, and none in the network",
            "[Block, FullyConnected(3), SoftmaxCrossEntropy] public class Head; [Network(4), {|CNN1022:Use(typeof(Head))|}] public partial class Digits;",
            "'Head' cannot be a block: it has the loss SoftmaxCrossEntropy. Move that to the networks that use the block, as their last layer."),
        new("A block with a loss in its middle: what follows is judged all the same",
            "[Block, MeanSquaredError, Conv2D(3, 3)] public class Head; [Network(4), {|CNN1022:{|CNN2001:Use(typeof(Head))|}|}, FullyConnected(2), SoftmaxCrossEntropy] public partial class Digits;",
            "'Head' cannot be a block: it has the loss MeanSquaredError. Move that to the networks that use the block, as their last layer.",
            "Conv2D(3, 3) of Head needs an image (channels×height×width), but its input here is a vector of 4. Declare the input as an image: [Network(channels, height, width)], where channels × height × width = 4."),
        new("A block of nothing but a loss",
            "[Block, SoftmaxCrossEntropy] public class Head; [Network(4), {|CNN1022:Use(typeof(Head))|}] public partial class Digits;",
            "'Head' cannot be a block: it has the loss SoftmaxCrossEntropy. Move that to the networks that use the block, as their last layer."),
        new("A block with a loss that is used twice: one message",
            "[Block, FullyConnected(3), MeanSquaredError] public class Head; [Network(4), {|CNN1022:Use(typeof(Head))|}, Use(typeof(Head)), MeanSquaredError] public partial class Digits;",
            "'Head' cannot be a block: it has the loss MeanSquaredError. Move that to the networks that use the block, as their last layer."),
        new("A network that bears [Block] as well, and one that uses it",
            """
            [Block, {|CNN1022:Network(4)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Both;
            [Network(4), {|CNN1022:Use(typeof(Both))|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "'Both' cannot be a block: it bears [Network]. Move the layers that networks are to share into a class of their own that bears [Block].",
            "'Both' cannot be a block: it bears [Network]. Move the layers that networks are to share into a class of their own that bears [Block]."),
    ];

    private static DiagnosticCase[] Empty =>
    [
        new("A block without layers, used twice: each use is wrong",
            "[Block] public class Nothing; [Network(4), {|CNN1023:Use(typeof(Nothing))|}, {|CNN1023:Use(typeof(Nothing))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;",
            "Block 'Nothing' has no layers. Write them as attributes below [Block]: for example [Conv2D(6, 5), ReLU, MaxPool2D(2)].",
            "Block 'Nothing' has no layers. Write them as attributes below [Block]: for example [Conv2D(6, 5), ReLU, MaxPool2D(2)]."),
    ];

    private static DiagnosticCase[] Names =>
    [
        new("A name that is none",
            $$"""
            {{Good}}[Network(1, 6, 6), {|CNN1024:Use(typeof(Good), Name = "my.features")|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Good), Name = \"my.features\") cannot be called 'my.features': names of layers and files begin with it. Use letters and digits, a letter first."),
        new("A name with a character that a terminal acts on, which is shown as a number",
            """
            [Block, FullyConnected(4)] public class A;
            [Network(4), {|CNN1024:Use(typeof(A), Name = "a\u001B[31mb")|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            """Use(typeof(A), Name = "a\u001B[31mb") cannot be called 'a\u001B[31mb': names of layers and files begin with it. Use letters and digits, a letter first."""),
        new("Such a character itself",
            """
            [Block, FullyConnected(4)] public class A;
            [Network(4), {|CNN1024:Use(typeof(A), Name = "aESC[31mb")|}, SoftmaxCrossEntropy] public partial class Digits;
            """.Replace("ESC", "\u001B", StringComparison.Ordinal),
            """Use(typeof(A), Name = "a\u001B[31mb") cannot be called 'a\u001B[31mb': names of layers and files begin with it. Use letters and digits, a letter first."""),
        new("Two blocks under one name",
            """
            [Block, FullyConnected(4)] public class A;
            [Block, FullyConnected(4)] public class B;
            [Network(4), Use(typeof(A), Name = "features"), {|CNN1024:Use(typeof(B), Name = "Features")|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(B), Name = \"Features\") cannot be called 'Features': another block here has that name, in files that are told apart without regard to case. Give one of the two another Name."),
        new("A number that is part of another block's name",
            """
            [Block, FullyConnected(4)] public class Stage;
            [Block, FullyConnected(4)] public class Stage2;
            [Network(4), Use(typeof(Stage)), Use(typeof(Stage)), {|CNN1024:Use(typeof(Stage2))|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Stage2)) cannot be called 'stage2': another block here has that name, in files that are told apart without regard to case. Give one of the two another Name."),
        new("A block in a block whose members would be another one's",
            """
            [Block, FullyConnected(4)] public class Edges;
            [Block, Use(typeof(Edges))] public class Fine;
            [Block, FullyConnected(4)] public class FineEdges;
            [Network(4), Use(typeof(FineEdges)), {|CNN1024:Use(typeof(Fine))|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Edges)) of Fine cannot be called 'fine.edges': another block here has that name, in files that are told apart without regard to case. Give one of the two another Name."),
        new("A member named like a layer of a block",
            $$"""
            {{Good}}[Network(1, 6, 6), Use(typeof(Good)), FullyConnected(3), SoftmaxCrossEntropy] public partial class {|CNN1008:Digits|} { public int GoodConv1 => 1; }
            """,
            "The generated part of network 'Digits' adds a member 'GoodConv1', but the class has one already: rename yours."),
    ];

    private static DiagnosticCase[] OnAnotherPart =>
    [
        new("A layer on another part of a block",
            """
            [Block, FullyConnected(4)] public partial class Head;
            [ReLU] public partial class Head;
            [Network(4), {|CNN1007:Use(typeof(Head))|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "ReLU of Head stands on another part of 'Head' than [Block]. The order of layers over several parts is undefined: write all layers below [Block]."),
    ];

    private static DiagnosticCase[] Size =>
    [
        new("One layer more than a network may have",
            """
            [Block, ReLU, Tanh, Tanh, ReLU, FullyConnected(4), Tanh, Tanh, Tanh] public class Eight;
            [Block, Use(typeof(Eight), Repeat = 16), Use(typeof(Eight), Repeat = 16, Name = "second")] public class Many;
            [Network(4), Use(typeof(Many), Repeat = 15), FullyConnected(3), {|CNN1017:Use(typeof(Many), Name = "last")|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(Many), Name = \"last\") brings network 'Digits' to 4,097 layers, but at most 4,096 can be compiled. Use fewer layers, or repeat blocks less often."),
        new("What joins branches is a layer, and so are those of each branch",
            """
            [Block, Tanh] public class One;
            [Block, Residual(typeof(One), Shortcut = typeof(One), Repeat = 100)] public class Sums;
            [Block, Concat(typeof(Sums), typeof(Sums))] public class Wide;
            [Network(4), Concat(typeof(Wide), typeof(Wide), Repeat = 3), {|CNN1017:Auxiliary(typeof(Wide))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Auxiliary(typeof(Wide)) brings network 'Digits' to 4,211 layers, but at most 4,096 can be compiled. Use fewer layers, or repeat blocks less often."),
        new("A number of repetitions that is none does not hide another one",
            """
            [Block, Tanh] public class One;
            [Network(4), {|CNN3020:Use(typeof(One), Repeat = 9999)|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Use(typeof(One), Repeat = 9999): Repeat must be at most 1,000, but is 9,999. Each repetition has code and weights of its own: use 1,000 or less."),
    ];

    private static DiagnosticCase[] Inside =>
    [
        new("A kernel that does not fit, with the layer that the network puts before it",
            """
            [Block, MaxPool2D(2), Conv2D(16, 5), Flatten] public class Features;
            [Network(1, 8, 8), {|CNN2003:Use(typeof(Features))|}, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Conv2D(16, 5) of Features needs an input of at least 5×5, but its input here is 1×4×4 (8 → pool 2 → 4). Use a kernel of at most 4, or Padding = 1 or more."),
        new("A size that is wrong in every network, used twice: one message",
            """
            [Block, FullyConnected(0)] public class Head;
            [Network(4), {|CNN3001:Use(typeof(Head))|}, Use(typeof(Head), Name = "second"), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "FullyConnected(0) of Head: outputs must be at least 1, but is 0. Use 1 or more."),
        new("Two mistakes in a block, and one behind it",
            """
            [Block, Conv2D(2, 3, Padding = -1), Flatten, FullyConnected(0)] public class Features;
            [Network(1, 8, 8), {|CNN3001:{|CNN3002:Use(typeof(Features))|}|}, FullyConnected(5), {|CNN2001:MaxPool2D(2)|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "FullyConnected(0) of Features: outputs must be at least 1, but is 0. Use 1 or more.",
            "Conv2D(2, 3, Padding = -1) of Features: Padding must be at least 0, but is -1. Use 0 or more.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 5 (8 → … → 5). Move it in front of the layers that give a vector, or remove it."),
        new("The same block fits at one place and not at another",
            """
            [Block, Conv2D(2, 5), ReLU] public class Stage;
            [Network(1, 8, 8), Use(typeof(Stage)), {|CNN2003:Use(typeof(Stage))|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Conv2D(2, 5) of Stage needs an input of at least 5×5, but its input here is 2×4×4 (8 → conv 5 → 4). Use a kernel of at most 4, or Padding = 1 or more."),
        new("A layer of a block inside a block",
            """
            [Block, MaxPool2D(9)] public class Inner;
            [Block, ReLU, Use(typeof(Inner))] public class Outer;
            [Network(1, 8, 8), {|CNN2004:Use(typeof(Outer))|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "MaxPool2D(9) of Inner needs an input of at least 9×9, but its input here is 1×8×8. Use a pool of at most 8."),
        new("A budget names the layers of a block by their names",
            """
            [Block, Flatten, FullyConnected(40), ReLU] public class Head;
            [Network(1, 8, 8, {|CNN4003:MaxParameters = 1000|}), Use(typeof(Head)), FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "Network 'Digits' has 2,723 parameters, but MaxParameters is 1,000: head.fc1 2,600 (95 %), fc1 123 (5 %). Reduce FullyConnected(40) of Head to 14 outputs, or raise MaxParameters to 2,723."),
    ];

    private static DiagnosticCase[] Advice =>
    [
        new("An activation in front of one that begins a block",
            """
            [Block, ReLU, FullyConnected(4)] public class Head;
            [Network(4), FullyConnected(4), ReLU, {|CNN1009:Use(typeof(Head))|}, SoftmaxCrossEntropy] public partial class Digits;
            """,
            "ReLU of Head stands behind ReLU, and nothing between them learns: it has no effect, since what it reads is 0 or more. Remove it.")
        {
            Emitted = ["Digits"],
        },
        new("Rows that a block leaves over, at each of its uses",
            """
            [Block, MaxPool2D(2)] public class Half;
            [Network(1, 7, 7), {|CNN2009:Use(typeof(Half))|}, {|CNN2009:Use(typeof(Half))|}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """,
            "MaxPool2D(2) of Half drops the last row and the last column of 7×7. A height and width of 6 or 8 would leave nothing over.",
            "MaxPool2D(2) of Half drops the last row and the last column of 3×3 (7 → pool 2 → 3). A height and width of 2 or 4 would leave nothing over.")
        {
            Emitted = ["Digits"],
        },
    ];

    private static DiagnosticCase[] Order =>
    [
        new("A block behind the loss: one message for all of its layers",
            $$"""
            {{Good}}[Network(4), FullyConnected(3), SoftmaxCrossEntropy, {|CNN1004:Use(typeof(Good))|}] public partial class Digits;
            """,
            "Use(typeof(Good)) stands behind the loss SoftmaxCrossEntropy, which must be the last. Move it in front of the loss, or remove it."),
    ];
}
