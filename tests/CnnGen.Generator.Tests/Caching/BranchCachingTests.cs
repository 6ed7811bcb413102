using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Caching;

/// <summary>A network depends on the blocks of its branches as on any that it uses.</summary>
[Trait("Speed", "Slow")]
public class BranchCachingTests
{
    private const string BlockFile = "Blocks.cs";

    private const string Blocks =
        """
        using CnnGen;

        [Block, Conv2D(2, 3, Padding = 1), ReLU]
        public static class Body;

        [Block, Conv2D(2, 1)]
        public static class Projection;

        [Block, MaxPool2D(1)]
        public static class Pooled;
        """;

    private const string Networks =
        """
        using CnnGen;

        [Network(1, 8, 8), Residual(typeof(Body), Shortcut = typeof(Projection)), ReLU, Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class First;

        [Network(1, 8, 8), Concat(typeof(Projection), typeof(Pooled)), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public sealed partial class Second;
        """;

    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;
    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;
    private const IncrementalStepRunReason Unchanged = IncrementalStepRunReason.Unchanged;

    [Fact]
    public void An_edit_of_a_block_writes_the_networks_again_that_have_it_as_a_branch()
    {
        var body = new Edit(BlockFile, Blocks, Replace("Conv2D(2, 3, Padding = 1)", "Conv2D(2, 5, Padding = 2)"), ("Networks.cs", Networks));
        Assert.Equal([Modified, Cached], body.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Modified, Cached], body.Files);

        var pooled = new Edit(BlockFile, Blocks, Replace("MaxPool2D(1)", "AveragePool2D(1)"), ("Networks.cs", Networks));
        Assert.Equal([Cached, Modified], pooled.Step(NetworkGenerator.Steps.Networks));

        var both = new Edit(BlockFile, Blocks, Replace("Conv2D(2, 1)", "Conv2D(2, 1, Bias = false)"), ("Networks.cs", Networks));
        Assert.Equal([Modified, Modified], both.Step(NetworkGenerator.Steps.Networks));
    }

    // The places in the block's file are new ones, for both networks.
    [Fact]
    public void An_edit_beside_the_layers_of_a_branch_resolves_nothing()
    {
        var edit = new Edit(BlockFile, Blocks, Replace("Conv2D(2, 3, Padding = 1), ReLU", "Conv2D( /* filters */ 2, 3, Padding = 1),\n    ReLU"), ("Networks.cs", Networks));
        Assert.Equal([Unchanged, Unchanged], edit.Step(NetworkGenerator.Steps.Declarations));
        Assert.Equal([Cached, Cached], edit.Step(NetworkGenerator.Steps.Networks));
        Assert.Equal([Cached, Cached], edit.Files);
    }

    private static string Replace(string before, string after)
    {
        Assert.Single(Blocks.Split(before)[1..]);
        return Blocks.Replace(before, after, StringComparison.Ordinal);
    }
}
