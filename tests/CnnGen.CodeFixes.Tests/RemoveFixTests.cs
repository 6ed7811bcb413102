namespace CnnGen.CodeFixes.Tests;

/// <summary>A layer is removed, and no comment is lost with it.</summary>
public class RemoveFixTests
{
    [Fact]
    public Task A_layer_between_others() => Removes("Remove ReLU",
        "[Network(4), ReLU, ⟦ReLU⟧, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;",
        "[Network(4), ReLU, FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task The_first_layer_of_a_list() => Removes("Remove Tanh",
        "[Network(4)]\n[⟦Tanh⟧, FullyConnected(3)]\n[SoftmaxCrossEntropy]\npartial class Digits;",
        "[Network(4)]\n[FullyConnected(3)]\n[SoftmaxCrossEntropy]\npartial class Digits;");

    [Fact]
    public Task The_last_layer_of_a_list() => Removes("Remove MaxPool2D",
        "[Network(1, 4, 4), ReLU, ⟦MaxPool2D(1)⟧]\n[Flatten, FullyConnected(2), SoftmaxCrossEntropy]\npartial class Digits;",
        "[Network(1, 4, 4), ReLU]\n[Flatten, FullyConnected(2), SoftmaxCrossEntropy]\npartial class Digits;");

    [Fact]
    public Task A_layer_on_a_line_of_its_own() => Removes("Remove ReLU",
        """
        [
            Network(4),
            ReLU, // once
            ⟦ReLU⟧,
            FullyConnected(3),
            SoftmaxCrossEntropy
        ]
        partial class Digits;
        """,
        """
        [
            Network(4),
            ReLU, // once
            FullyConnected(3),
            SoftmaxCrossEntropy
        ]
        partial class Digits;
        """);

    [Fact]
    public Task A_layer_between_comments() => Removes("Remove ReLU",
        """
        [
            Network(4),
            ReLU,
            // twice
            ⟦ReLU⟧, // why?
            FullyConnected(3),
            SoftmaxCrossEntropy
        ]
        partial class Digits;
        """,
        """
        [
            Network(4),
            ReLU,
            // twice
            // why?
            FullyConnected(3),
            SoftmaxCrossEntropy
        ]
        partial class Digits;
        """);

    [Fact]
    public Task The_last_layer_behind_a_comment() => Removes("Remove ReLU",
        "[Network(4), ReLU, /* twice */ ⟦ReLU⟧]\n[FullyConnected(3), SoftmaxCrossEntropy]\npartial class Digits;",
        "[Network(4), ReLU /* twice */]\n[FullyConnected(3), SoftmaxCrossEntropy]\npartial class Digits;");

    [Fact]
    public Task A_layer_alone_in_its_list() => Removes("Remove ReLU",
        "[Network(4)]\r\n[ReLU]\r\n// twice\r\n\t[⟦ReLU⟧]\r\n[FullyConnected(3), SoftmaxCrossEntropy]\r\npartial class Digits;",
        "[Network(4)]\r\n[ReLU]\r\n// twice\r\n[FullyConnected(3), SoftmaxCrossEntropy]\r\npartial class Digits;");

    [Fact]
    public Task A_layer_alone_in_its_list_on_the_line_of_others() => Removes("Remove ReLU",
        "[Network(4)] [ReLU] [⟦ReLU⟧] [FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;",
        "[Network(4)] [ReLU] [FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task A_layer_alone_with_comments() => Removes("Remove ReLU",
        "[Network(4)] [ReLU]\n[/* twice */ ⟦ReLU⟧ // why?\n] [FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;",
        "[Network(4)] [ReLU]\n/* twice */ // why?\n [FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task Several_side_by_side() => Removes("Remove ReLU",
        "[Network(4), ReLU, ⟦ReLU⟧, ⟦ReLU⟧, FullyConnected(3), Tanh, ⟦Tanh⟧, ⟦Tanh⟧]\n[⟦ReLU⟧, ⟦ReLU⟧]\n[FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;",
        "[Network(4), ReLU, FullyConnected(3), Tanh]\n[FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task A_layer_without_effect() => Fixed.MarkedBy("CNN1012", "Remove CnnGen.MaxPool2D",
        "[CnnGen.Network(1, 4, 4), ⟦CnnGen.MaxPool2D(1)⟧, CnnGen.Flatten, CnnGen.SoftmaxCrossEntropy] partial class Digits;",
        "[CnnGen.Network(1, 4, 4), CnnGen.Flatten, CnnGen.SoftmaxCrossEntropy] partial class Digits;");

    [Theory]
    [InlineData("CNN1010", "Sigmoid")]
    [InlineData("CNN1011", "ReLU")]
    public Task An_activation_in_front_of_the_loss(string id, string activation) => Fixed.MarkedBy(id, $"Remove {activation}",
        $"using CnnGen;\n[Network(4), FullyConnected(3), ⟦{activation}⟧, SoftmaxCrossEntropy] partial class Digits;",
        "using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] partial class Digits;");

    [Fact]
    public Task A_second_loss() => Fixed.By("CNN1004", "Remove SoftmaxCrossEntropy",
        "using CnnGen;\n[Network(4), FullyConnected(10), SoftmaxCrossEntropy]\n[SoftmaxCrossEntropy]\npartial class Digits;",
        "using CnnGen;\n[Network(4), FullyConnected(10), SoftmaxCrossEntropy]\npartial class Digits;");

    private static Task Removes(string title, string before, string after) =>
        Fixed.MarkedBy("CNN1009", title, "using CnnGen;\n" + before, "using CnnGen;\n" + after);
}
