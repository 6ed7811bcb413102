using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Caching;

/// <summary>A network depends on the blocks that it uses, wherever they stand, and on what they mean alone.</summary>
[Trait("Speed", "Slow")]
public class BlockCachingTests
{
    private const string BlockFile = "Blocks.cs";

    private const string Blocks =
        """
        using CnnGen;

        [Block, Use(typeof(Edges)), MaxPool2D(2)]
        public static class Features;

        [Block, Conv2D(2, 3), ReLU]
        public static class Edges;

        public static class Beside
        {
            public static int Number() => 1;
        }
        """;

    private const string Networks =
        """
        using CnnGen;

        [Network(1, 8, 8), Use(typeof(Features)), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class First;

        [Network(1, 8, 8), Conv2D(2, 3), ReLU, Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Second;
        """;

    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;
    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;
    private const IncrementalStepRunReason Unchanged = IncrementalStepRunReason.Unchanged;

    [Theory]
    [InlineData("Conv2D(2, 3)", "Conv2D(4, 3)")]
    [InlineData("MaxPool2D(2)", "MaxPool2D(3)")]
    [InlineData("[Block, Conv2D(2, 3), ReLU]", "[Block, Conv2D(2, 3)]")]
    [InlineData("Use(typeof(Edges))", "Use(typeof(Edges), Frozen = true)")]
    public void An_edit_of_a_block_in_another_file_writes_the_networks_again_that_use_it(string before, string after)
    {
        var edit = new Edit(BlockFile, Blocks, Replace(before, after), ("Networks.cs", Networks));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Modified, Cached], edit.Files);
    }

    // The places in the block's file are new ones.
    [Theory]
    [InlineData("=> 1;", "=> 1 + 1;")]
    [InlineData("Conv2D(2, 3), ReLU", "Conv2D( /* filters */ 2, 3), // edges\n    ReLU")]
    [InlineData("public static class Edges", "internal sealed class Edges")]
    [InlineData("public static class Features;", "public static class Features { public static int Number() => 3; }")]
    public void An_edit_beside_the_layers_of_a_block_resolves_nothing(string before, string after)
    {
        var edit = new Edit(BlockFile, Blocks, Replace(before, after), ("Networks.cs", Networks));
        Assert.Equal([Modified, Cached], edit.Step(NetworkGenerator.Steps.Candidates));
        Assert.Equal([Unchanged, Cached], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Fact]
    public void An_edit_in_a_file_of_neither_network_nor_block_computes_nothing()
    {
        var edit = new Edit(
            "Other.cs", "public class Other { }", "public class Other { public int Number() => 1; }", (BlockFile, Blocks), ("Networks.cs", Networks));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Candidates));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Cached, Cached], edit.Reports);
        Assert.Equal([Cached, Cached], edit.Files);
    }

    [Fact]
    public void A_mistake_in_a_block_comes_and_goes_with_the_edit_of_its_file()
    {
        string wrong = Replace("Conv2D(2, 3)", "Conv2D(2, 9)");
        var broken = new Edit(BlockFile, Blocks, wrong, ("Networks.cs", Networks));
        Assert.Empty(broken.Before.Diagnostics);
        Diagnostic error = Assert.Single(broken.After.Diagnostics);
        Assert.Equal("CNN2003", error.Id);
        Assert.DoesNotContain(broken.After.GeneratedSources, file => file.HintName == "First.Passes.g.cs");

        var mended = new Edit(BlockFile, wrong, Blocks, ("Networks.cs", Networks));
        Assert.Empty(mended.After.Diagnostics);
        Assert.Contains(mended.After.GeneratedSources, file => file.HintName == "First.Passes.g.cs");
    }

    [Fact]
    public void A_line_above_a_wrong_layer_moves_the_further_location_alone()
    {
        string wrong = Replace("Conv2D(2, 3)", "Conv2D(2, 9)");
        var edit = new Edit(BlockFile, wrong, "\n" + wrong, ("Networks.cs", Networks));
        Diagnostic was = Assert.Single(edit.Before.Diagnostics);
        Diagnostic now = Assert.Single(edit.After.Diagnostics);
        Assert.Equal(was.Location.GetLineSpan(), now.Location.GetLineSpan());
        Assert.Equal(
            was.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line + 1),
            now.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
    }

    private static string Replace(string before, string after)
    {
        Assert.Single(Blocks.Split(before)[1..]);
        return Blocks.Replace(before, after, StringComparison.Ordinal);
    }
}
