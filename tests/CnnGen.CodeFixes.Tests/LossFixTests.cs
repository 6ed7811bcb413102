namespace CnnGen.CodeFixes.Tests;

/// <summary>A loss behind the last layer, as the declaration is written.</summary>
public class LossFixTests
{
    [Fact]
    public Task As_a_list_of_its_own() => Fixes(
        """
        using CnnGen;

        namespace Vision
        {
            [Network(1, 28, 28)]
            [Flatten, FullyConnected(10)] // one score a class
            [System.Obsolete]
            public sealed partial class Digits;
        }
        """,
        """
        using CnnGen;

        namespace Vision
        {
            [Network(1, 28, 28)]
            [Flatten, FullyConnected(10)] // one score a class
            [SoftmaxCrossEntropy]
            [System.Obsolete]
            public sealed partial class Digits;
        }
        """);

    [Fact]
    public Task With_the_line_endings_and_the_spelling_of_the_document() => Fixes(
        "\r\n[CnnGen.NetworkAttribute(4)]\r\n[CnnGen.FullyConnectedAttribute(10)]\r\npartial class Digits { }",
        "\r\n[CnnGen.NetworkAttribute(4)]\r\n[CnnGen.FullyConnectedAttribute(10)]\r\n[CnnGen.SoftmaxCrossEntropyAttribute]\r\npartial class Digits { }");

    [Fact]
    public Task On_the_line_of_the_other_lists() => Fixes(
        "using CnnGen;\n[Network(4)] [FullyConnected(10)] partial class Digits;",
        "using CnnGen;\n[Network(4)] [FullyConnected(10)] [SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task In_the_list_that_the_layers_share_with_the_network() => Fixes(
        "using CnnGen;\n[Network(4), FullyConnected(10)] partial class Digits;",
        "using CnnGen;\n[Network(4), FullyConnected(10), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task On_a_line_of_its_own_in_the_list() => Fixes(
        """
        using CnnGen;

        [
            Network(4),
            FullyConnected(10) // one score a class
        ]
        partial class Digits;
        """,
        """
        using CnnGen;

        [
            Network(4),
            FullyConnected(10), // one score a class
            SoftmaxCrossEntropy
        ]
        partial class Digits;
        """);

    private static Task Fixes(string before, string after) => Fixed.By("CNN1003", "Add [SoftmaxCrossEntropy]", before, after);
}
