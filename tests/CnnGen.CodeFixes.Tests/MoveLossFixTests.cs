namespace CnnGen.CodeFixes.Tests;

/// <summary>The loss goes behind the layers that stand behind it, as it was written.</summary>
public class MoveLossFixTests
{
    [Fact]
    public Task In_its_list() => Moves(
        "[Network(4)]\n[FullyConnected(3), ReLU, /* loss */ SoftmaxCrossEntropy(), FullyConnected(5), ReLU, FullyConnected(2)]\npartial class Digits;",
        "[Network(4)]\n[FullyConnected(3), ReLU, /* loss */ FullyConnected(5), ReLU, FullyConnected(2), SoftmaxCrossEntropy()]\npartial class Digits;",
        "SoftmaxCrossEntropy");

    [Fact]
    public Task From_list_to_list() => Moves(
        "[CnnGen.Network(4), CnnGen.SoftmaxCrossEntropyAttribute]\r\n[FullyConnected(5)] // scores\r\npartial class Digits;",
        "[CnnGen.Network(4)]\r\n[FullyConnected(5), CnnGen.SoftmaxCrossEntropyAttribute] // scores\r\npartial class Digits;",
        "CnnGen.SoftmaxCrossEntropyAttribute");

    [Fact]
    public Task As_a_list_of_its_own() => Moves(
        """
        [Network(4)]
            // the loss
            [SoftmaxCrossEntropy]
            [FullyConnected(5)] // scores
        partial class Digits;
        """,
        """
        [Network(4)]
            // the loss
            [FullyConnected(5)] // scores
            [SoftmaxCrossEntropy]
        partial class Digits;
        """,
        "SoftmaxCrossEntropy");

    [Fact]
    public async Task It_is_not_offered_for_one_of_two_losses()
    {
        using Editor editor = await Editor.Open(
            "using CnnGen;\n[Network(4), SoftmaxCrossEntropy, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");
        foreach (var diagnostic in editor.Diagnostics)
        {
            Assert.StartsWith("Remove ", Assert.Single(await editor.Offers(diagnostic)).Title, StringComparison.Ordinal);
        }
    }

    private static Task Moves(string before, string after, string loss) =>
        Fixed.By("CNN1004", $"Move {loss} behind the last layer", "using CnnGen;\n" + before, "using CnnGen;\n" + after);
}
