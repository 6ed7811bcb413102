namespace CnnGen.CodeFixes.Tests;

/// <summary>The class of a network and what is around it becomes partial.</summary>
public class PartialFixTests
{
    private const string Id = "CNN1001";

    [Fact]
    public Task A_class_becomes_partial() => Fixed.By(Id, "Make 'Digits' partial",
        """
        using CnnGen;

        namespace Vision;

        /// <summary>Reads digits.</summary>
        [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
        public sealed /* one is enough */ class Digits;
        """,
        """
        using CnnGen;

        namespace Vision;

        /// <summary>Reads digits.</summary>
        [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
        public sealed /* one is enough */ partial class Digits;
        """);

    [Fact]
    public Task A_class_without_any_modifier_becomes_partial() => Fixed.By(Id, "Make 'class' partial",
        "[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] class @class\r\n{\r\n}",
        "[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] partial class @class\r\n{\r\n}");

    [Fact]
    public Task All_types_around_it_become_partial_at_once() => Fixed.By(Id, "Make 'Models', 'Holder' and 'Digits' partial", Nested, NestedPartial);

    [Fact]
    public async Task The_same_is_offered_on_each_of_the_types()
    {
        using Editor editor = await Editor.Open(Nested);
        Assert.Equal(3, editor.Diagnostics.Length);
        foreach (var diagnostic in editor.Diagnostics)
        {
            Assert.Equal(NestedPartial, await editor.Accept(Assert.Single(await editor.Offers(diagnostic))));
        }
    }

    [Fact]
    public Task Everything_in_a_document_becomes_partial() => Fixed.EverywhereBy(Id, "Make 'Models' and 'Digits' partial",
        """
        using CnnGen;

        public class Models
        {
            [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
            public sealed class Digits;

            [Network(5), FullyConnected(3), SoftmaxCrossEntropy]
            public sealed class Letters;

            public class Other;
        }

        [Network(6), FullyConnected(3), SoftmaxCrossEntropy] public class Signs;
        """,
        """
        using CnnGen;

        public partial class Models
        {
            [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Digits;

            [Network(5), FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Letters;

            public class Other;
        }

        [Network(6), FullyConnected(3), SoftmaxCrossEntropy] public partial class Signs;
        """);

    private const string Nested =
        """
        using CnnGen;

        namespace Vision
        {
            public static class Models
            {
                public partial interface ISmall
                {
                    public readonly record struct Holder
                    {
                        [Network(4)]
                        [FullyConnected(3), SoftmaxCrossEntropy]
                        public sealed class Digits;
                    }
                }
            }
        }
        """;

    private const string NestedPartial =
        """
        using CnnGen;

        namespace Vision
        {
            public static partial class Models
            {
                public partial interface ISmall
                {
                    public readonly partial record struct Holder
                    {
                        [Network(4)]
                        [FullyConnected(3), SoftmaxCrossEntropy]
                        public sealed partial class Digits;
                    }
                }
            }
        }
        """;
}
