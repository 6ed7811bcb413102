namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Attributes that belong to no network, and blocks that no network uses.</summary>
internal static class StrayCases
{
    private const string SiLU = "[System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true)] public class SiLUAttribute : System.Attribute;\n";

    public static IEnumerable<DiagnosticCase> All => [.. NoLayer, .. NoNetwork, .. Unused];

    private static DiagnosticCase[] NoLayer =>
    [
        new("An attribute of one's own among the layers",
            SiLU + "[Network(4), FullyConnected(3), {|CNN1018:SiLU|}, FullyConnected(3), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "SiLU stands among the layers of 'Digits', but is no layer of CnnGen, and has no effect on it: layers are those that come with CnnGen. Remove it, or move it in front of [Network] if it is meant for something else.")
        {
            IsOfAnalyzer = true,
            Emitted = ["Digits"],
        },
        new("An attribute of one's own in a block, which a network uses twice",
            SiLU + "[Block, FullyConnected(3), {|CNN1018:SiLU|}] public class Body; [Network(4), Use(typeof(Body), Repeat = 2), SoftmaxCrossEntropy] public sealed partial class Digits;",
            "SiLU stands among the layers of 'Body', but is no layer of CnnGen, and has no effect on it: layers are those that come with CnnGen. Remove it, or move it in front of [Block] if it is meant for something else.")
        {
            IsOfAnalyzer = true,
            Emitted = ["Digits"],
        },
        new("Attributes that nobody takes for layers",
            SiLU + "[SiLU, Network(4), System.Obsolete, FullyConnected(3), SoftmaxCrossEntropy, SiLU] public sealed partial class Digits; [SiLU] public sealed partial class Digits;")
        {
            IsOfAnalyzer = true,
            Emitted = ["Digits"],
        },
    ];

    private static DiagnosticCase[] NoNetwork =>
    [
        new("Layers without a network",
            "[{|CNN1019:FullyConnected(3)|}, SoftmaxCrossEntropy] public sealed class Digits;",
            "'Digits' has layers, but no [Network] and no [Block], so that nothing comes of them. Write [Network(1, 28, 28)], say, the shape of a sample, in front of them; or [Block], if networks are to use them.")
        {
            IsOfAnalyzer = true,
        },
        new("Layers whose mark is the module's",
            "[module: Network(4)] [{|CNN1019:FullyConnected(3)|}, SoftmaxCrossEntropy] public sealed class Digits;",
            "'Digits' has layers, but no [Network] and no [Block], so that nothing comes of them. Write [Network(1, 28, 28)], say, the shape of a sample, in front of them; or [Block], if networks are to use them.")
        {
            IsOfAnalyzer = true,
            CompilerErrors = ["CS0592"],
        },
        new("Layers whose mark is not finished",
            "[Netw, FullyConnected(3), SoftmaxCrossEntropy] public sealed class Digits;")
        {
            CompilerErrors = ["CS0246", "CS0246"],
        },
    ];

    private static DiagnosticCase[] Unused =>
    [
        new("A block that no network uses",
            "[Block, {|CNN3001:Conv2D(0, 3)|}, FullyConnected(4), {|CNN2001:MaxPool2D(2)|}, {|CNN1020:Use(typeof(string))|}] public class Body;",
            "Conv2D(0, 3): filters must be at least 1, but is 0. Use 1 or more.",
            "MaxPool2D(2) needs an image (channels×height×width), but its input here is a vector of 4 (… → 4). Move it in front of the layers that give a vector, or remove it.",
            "Use(typeof(string)) needs a class that bears [Block], but 'String' does not. Write [Block] in front of its layers.")
        {
            IsOfAnalyzer = true,
        },
        new("A block that no network uses, with a loss",
            "[Block, FullyConnected(4), {|CNN1022:SoftmaxCrossEntropy|}] public class Body;",
            "'Body' cannot be a block: it has the loss SoftmaxCrossEntropy. Move that to the networks that use the block, as their last layer.")
        {
            IsOfAnalyzer = true,
        },
        new("A block that a block uses, which no network does: one mistake",
            "[Block, Dropout(2)] public class Inner; [Block, {|CNN3012:Use(typeof(Inner))|}] public class Outer;",
            "Dropout(2) of Inner: rate must be a number from 0 to less than 1, but is 2. Use 0.5, say: the part of the values that is dropped.")
        {
            IsOfAnalyzer = true,
        },
        new("Blocks that contain each other, which no network uses: one mistake",
            "[Block, Use(typeof(First))] public class Second; [Block, {|CNN1021:Use(typeof(Second))|}] public class First;",
            "Block 'First' contains itself: First → Second → First. Its layers would have no end: remove one of these uses.")
        {
            IsOfAnalyzer = true,
        },
        new("A block that no network uses and that is right, whatever its input",
            "[Block, Conv2D(8, 3), ReLU, MaxPool2D(2), BatchNorm] public class Body; [Block] public class Identity;")
        {
            IsOfAnalyzer = true,
        },
    ];
}
