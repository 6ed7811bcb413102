using Microsoft.CodeAnalysis;

namespace CnnGen.CodeFixes.Tests;

/// <summary>A mistake inside a block is shown where the block is used; no fix may change that use, nor the block.</summary>
public class BlockTests
{
    private const string Tail = "Flatten, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;";

    [Theory]
    [InlineData("CNN2003", "[Block, Conv2D(2, 9)] class B;", "[Network(1, 6, 6), Use(typeof(B)), " + Tail)]
    [InlineData("CNN2004", "[Block, MaxPool2D(9)] class B;", "[Network(1, 6, 6), Use(typeof(B)), " + Tail)]
    [InlineData("CNN3002", "[Block, Conv2D(2, 3, Padding = -1)] class B;", "[Network(1, 6, 6), Use(typeof(B)), " + Tail)]
    [InlineData("CNN2002", "[Block, FullyConnected(9)] class B;", "[Network(1, 6, 6), Use(typeof(B)), SoftmaxCrossEntropy] partial class Digits;")]
    [InlineData("CNN1009", "[Block, ReLU, ReLU, Conv2D(2, 3)] class B;", "[Network(1, 6, 6), Use(typeof(B)), " + Tail)]
    [InlineData("CNN1010", "[Block, FullyConnected(3), Sigmoid] class B;", "[Network(6), Use(typeof(B)), SoftmaxCrossEntropy] partial class Digits;")]
    [InlineData("CNN1011", "[Block, FullyConnected(3), ReLU] class B;", "[Network(6), Use(typeof(B)), SoftmaxCrossEntropy] partial class Digits;")]
    [InlineData("CNN1012", "[Block, MaxPool2D(1)] class B;", "[Network(1, 6, 6), Use(typeof(B)), " + Tail)]
    public async Task Nothing_is_offered_for_a_layer_of_a_block(string id, string block, string network)
    {
        using Editor editor = await Editor.Open($"using CnnGen;\n{block}\n{network}");
        Assert.Equal([id], editor.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Empty(await editor.Offers([.. editor.Diagnostics]));
    }

    [Fact]
    public async Task Where_all_of_a_document_is_fixed_uses_stay()
    {
        using Editor editor = await Editor.Open(
            "using CnnGen;\n[Block, ReLU, ReLU, FullyConnected(3)] class B;\n[Network(6), Use(typeof(B)), ReLU, ReLU, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");
        Assert.Equal(["CNN1009", "CNN1009"], editor.Diagnostics.Select(diagnostic => diagnostic.Id));
        Diagnostic own = editor.Diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Last();
        Assert.Equal(
            "using CnnGen;\n[Block, ReLU, ReLU, FullyConnected(3)] class B;\n[Network(6), Use(typeof(B)), ReLU, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;",
            await editor.AcceptEverywhere(Assert.Single(await editor.Offers(own)), "CNN1009"));
    }

    [Fact]
    public Task A_loss_is_added_behind_a_use() => Fixed.By("CNN1003", "Add [SoftmaxCrossEntropy]",
        "using CnnGen;\n[Block, FullyConnected(3)] class B;\n[Network(6)]\n[Use(typeof(B))]\npartial class Digits;",
        "using CnnGen;\n[Block, FullyConnected(3)] class B;\n[Network(6)]\n[Use(typeof(B))]\n[SoftmaxCrossEntropy]\npartial class Digits;");

    [Theory]
    [InlineData("Move SoftmaxCrossEntropy behind the last layer", "[Network(6), FullyConnected(3), Use(typeof(B)), SoftmaxCrossEntropy] partial class Digits;")]
    [InlineData("Remove Use", "[Network(6), FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;")]
    public Task A_use_behind_the_loss_is_put_right(string title, string after) => Fixed.By("CNN1004", title,
        "using CnnGen;\n[Block, Tanh, FullyConnected(3)] class B;\n[Network(6), FullyConnected(3), SoftmaxCrossEntropy, Use(typeof(B))] partial class Digits;",
        "using CnnGen;\n[Block, Tanh, FullyConnected(3)] class B;\n" + after);
}
