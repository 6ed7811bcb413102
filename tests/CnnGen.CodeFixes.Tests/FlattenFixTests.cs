namespace CnnGen.CodeFixes.Tests;

/// <summary>Flatten in front of a layer that needs a vector, written as that layer is.</summary>
public class FlattenFixTests
{
    private const string Id = "CNN2002";
    private const string Title = "Insert Flatten";

    [Fact]
    public Task Between_layers_of_one_list() => Fixed.By(Id, Title,
        """
        using CnnGen;

        [Network(1, 28, 28)]
        [Conv2D(6, 5), /* scores */ FullyConnected(10), SoftmaxCrossEntropy] // ten classes
        public sealed partial class Digits;
        """,
        """
        using CnnGen;

        [Network(1, 28, 28)]
        [Conv2D(6, 5), /* scores */ Flatten, FullyConnected(10), SoftmaxCrossEntropy] // ten classes
        public sealed partial class Digits;
        """);

    [Fact]
    public Task In_front_of_the_first_layer_of_a_list() => Fixed.By(Id, Title,
        """
        using CnnGen;
        namespace Vision
        {
            public static partial class Models
            {
                [Network(1, 28, 28)]
                [Conv2D(6, 5)]
                // the head
                [FullyConnected(10), SoftmaxCrossEntropy]
                private sealed partial class Digits;
            }
        }
        """,
        """
        using CnnGen;
        namespace Vision
        {
            public static partial class Models
            {
                [Network(1, 28, 28)]
                [Conv2D(6, 5)]
                // the head
                [Flatten, FullyConnected(10), SoftmaxCrossEntropy]
                private sealed partial class Digits;
            }
        }
        """);

    [Fact]
    public Task In_front_of_a_layer_alone_in_its_list() => Fixed.By(Id, Title,
        "using CnnGen;\r\n\r\nnamespace Vision;\r\n\r\n[Network(2, 9)]\r\n[type: FullyConnected(10)]\r\n[SoftmaxCrossEntropy]\r\npublic partial class Digits;",
        "using CnnGen;\r\n\r\nnamespace Vision;\r\n\r\n[Network(2, 9)]\r\n[type: Flatten, FullyConnected(10)]\r\n[SoftmaxCrossEntropy]\r\npublic partial class Digits;");

    [Fact]
    public Task On_a_line_of_its_own_where_the_layer_has_one() => Fixed.By(Id, Title,
        "using CnnGen;\r\n\r\n[\r\n\tNetwork(1, 8, 8), // grey\r\n\tReLU,\r\n\t// one score a class\r\n\tFullyConnected(10),\r\n\tSoftmaxCrossEntropy\r\n]\r\npublic partial class Digits;\r\n",
        "using CnnGen;\r\n\r\n[\r\n\tNetwork(1, 8, 8), // grey\r\n\tReLU,\r\n\t// one score a class\r\n\tFlatten,\r\n\tFullyConnected(10),\r\n\tSoftmaxCrossEntropy\r\n]\r\npublic partial class Digits;\r\n");

    [Fact]
    public Task On_the_line_that_the_layer_shares_with_others() => Fixed.By(Id, Title,
        """
        using CnnGen;

        [Network(1, 8, 8), ReLU,
            FullyConnected(10), SoftmaxCrossEntropy]
        public partial class Digits;
        """,
        """
        using CnnGen;

        [Network(1, 8, 8), ReLU,
            Flatten, FullyConnected(10), SoftmaxCrossEntropy]
        public partial class Digits;
        """);

    [Theory]
    [InlineData("", "FullyConnectedAttribute", "FlattenAttribute")]
    [InlineData("", "CnnGen.FullyConnected", "CnnGen.Flatten")]
    [InlineData("", "CnnGen.FullyConnectedAttribute", "CnnGen.FlattenAttribute")]
    [InlineData("", "global::CnnGen.FullyConnected", "global::CnnGen.Flatten")]
    [InlineData("using Layers = CnnGen;", "Layers.FullyConnected", "Layers.Flatten")]
    [InlineData("using Layers = CnnGen;", "Layers::FullyConnectedAttribute", "Layers::FlattenAttribute")]
    [InlineData("using Dense = CnnGen.FullyConnectedAttribute;", "Dense", "Flatten")]
    public Task Qualified_and_spelled_as_the_layer_is(string alias, string layer, string flatten) => Fixed.By(Id, Title,
        $"using CnnGen;\n{alias}\n[Network(1, 8, 8), ReLU, {layer}(10), SoftmaxCrossEntropy] public partial class Digits;\n",
        $"using CnnGen;\n{alias}\n[Network(1, 8, 8), ReLU, {flatten}, {layer}(10), SoftmaxCrossEntropy] public partial class Digits;\n");

    [Fact]
    public Task In_full_where_the_layer_is_an_alias_and_nothing_is_imported() => Fixed.By(Id, Title,
        "using Dense = CnnGen.FullyConnectedAttribute;\n[CnnGen.Network(1, 8, 8), Dense(10), CnnGen.SoftmaxCrossEntropy] public partial class Digits;",
        "using Dense = CnnGen.FullyConnectedAttribute;\n[CnnGen.Network(1, 8, 8), CnnGen.Flatten, Dense(10), CnnGen.SoftmaxCrossEntropy] public partial class Digits;");

    [Fact]
    public Task In_full_where_the_short_name_means_something_else() => Fixed.By(Id, Title,
        """
        using CnnGen;

        namespace Vision.CnnGen
        {
            public sealed class FlattenAttribute : System.Attribute;

            [Network(1, 8, 8), FullyConnected(10), SoftmaxCrossEntropy] public partial class Digits;
        }
        """,
        """
        using CnnGen;

        namespace Vision.CnnGen
        {
            public sealed class FlattenAttribute : System.Attribute;

            [Network(1, 8, 8), global::CnnGen.Flatten, FullyConnected(10), SoftmaxCrossEntropy] public partial class Digits;
        }
        """);

    [Fact]
    public Task In_front_of_a_loss() => Fixed.By("CNN2005", Title,
        """
        using CnnGen;

        [Network(1, 28, 28)]
        [Conv2D(10, 5), AveragePool2D(24)]
        [SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """,
        """
        using CnnGen;

        [Network(1, 28, 28)]
        [Conv2D(10, 5), AveragePool2D(24)]
        [Flatten, SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """);

    [Fact]
    public Task Everywhere_in_a_document() => Fixed.EverywhereBy(Id, Title,
        """
        using CnnGen;

        [Network(1, 28, 28), FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Digits;

        [Network(3, 28)]
        [Tanh, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Letters;
        """,
        """
        using CnnGen;

        [Network(1, 28, 28), Flatten, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Digits;

        [Network(3, 28)]
        [Tanh, Flatten, FullyConnected(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class Letters;
        """);
}
