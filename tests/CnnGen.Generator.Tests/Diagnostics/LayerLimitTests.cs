using System.Globalization;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Blocks that stand for more layers than any memory holds are counted, and not unfolded.</summary>
[Trait("Speed", "Slow")]
public class LayerLimitTests
{
    [Theory]
    [InlineData("Use(typeof(B{0}))", "1,000,000,000 layers or more")]
    [InlineData("Residual(typeof(B{0}))", "1,000,000,000 layers or more")]
    [InlineData("Concat(typeof(B{0}), typeof(B{0}))", "1,000,000,000 layers or more")]
    [InlineData("Auxiliary(typeof(B{0}))", "1,000,000,000 layers or more")]
    public void Thirty_levels_of_ten_uses_each(string use, string found)
    {
        IEnumerable<string> levels = Enumerable.Range(0, 30).Select(level => Block(
            level + 1,
            Enumerable.Repeat(string.Format(CultureInfo.InvariantCulture, use, level), 10)));
        Assert.Equal(
            $"Use(typeof(B30)) brings network 'Deep' to {found}, but at most 4,096 can be compiled. Use fewer layers, or repeat blocks less often.",
            Message([Block(0, ["Tanh"]), .. levels], "Use(typeof(B30))"));
    }

    [Theory]
    [InlineData("Use(typeof(B{0}))")]
    [InlineData("Residual(typeof(B{0}))")]
    [InlineData("Auxiliary(typeof(B{0}))")]
    public void Four_thousand_blocks_inside_each_other(string use)
    {
        IEnumerable<string> levels = Enumerable.Range(0, 4000)
            .Select(level => Block(level + 1, [string.Format(CultureInfo.InvariantCulture, use, level)]));
        Assert.Equal(
            "Use(typeof(B4000)) brings network 'Deep' to more than 64 blocks inside each other, but at most 64 can be compiled. Move the layers of some of these blocks into those that use them.",
            Message([Block(0, ["Tanh"]), .. levels], "Use(typeof(B4000))"));
    }

    // The block in the middle is counted first at a depth at which all that it contains fits.
    [Fact]
    public void A_block_that_fits_at_one_depth_and_not_at_another()
    {
        IEnumerable<string> levels = Enumerable.Range(0, 80)
            .Select(level => Block(level + 1, [$"Use(typeof(B{level.ToString(CultureInfo.InvariantCulture)}))"]));
        Assert.StartsWith(
            "Use(typeof(B80)) brings network 'Deep' to more than 64 blocks",
            Message([Block(0, ["Tanh"]), .. levels], "Use(typeof(B40))", "Use(typeof(B80))"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_as_may_stand_inside_each_other()
    {
        IEnumerable<string> levels = Enumerable.Range(0, 63)
            .Select(level => Block(level + 1, [$"Use(typeof(B{level.ToString(CultureInfo.InvariantCulture)}))"]));
        var compilation = new NetworkCompilation(Source([Block(0, ["FullyConnected(2)"]), .. levels], "Use(typeof(B63))"));
        Assert.Empty(compilation.GeneratorDiagnostics);
        compilation.EmitAndLoad();
    }

    // More tasks than 16 bits count.
    [Fact]
    public void Thousands_of_layers_that_share_out_their_weights()
    {
        string uses = string.Join(", ", Enumerable.Range(1, 3).Select(number => $"Use(typeof(Body), Repeat = 1000, Name = \"part{number.ToString(CultureInfo.InvariantCulture)}\")"));
        GeneratorRunResult result = NetworkCompilation.CreateDriver()
            .RunGenerators(NetworkCompilation.Written([("Deep.cs", $"using CnnGen; [Block, FullyConnected(256)] class Body; [Network(256), {uses}, SoftmaxCrossEntropy] public partial class Deep;")]))
            .GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        string passes = result.GeneratedSources.Single(file => file.HintName == "Deep.Passes.g.cs").SourceText.ToString();
        string tasks = passes.Split("BatchGradientTasks = ")[1].Split(',')[0];
        Assert.InRange(int.Parse(tasks, CultureInfo.InvariantCulture), 65_537, int.MaxValue);
        Assert.Contains("ReadOnlySpan<int> order = [", passes, StringComparison.Ordinal);
    }

    private static string Message(IEnumerable<string> blocks, params string[] uses)
    {
        var compilation = new NetworkCompilation(Source(blocks, uses));
        Diagnostic diagnostic = Assert.Single(compilation.GeneratorDiagnostics);
        Assert.Equal("CNN1017", diagnostic.Id);

        // Members that throw, and no kernel.
        Assert.All(compilation.GeneratedSources.Values, text => Assert.DoesNotContain("AggressiveOptimization", text, StringComparison.Ordinal));
        return diagnostic.GetMessage(CultureInfo.InvariantCulture);
    }

    private static string Source(IEnumerable<string> blocks, params string[] uses) =>
        $"using CnnGen;\n{string.Concat(blocks)}[Network(2), {string.Join(", ", uses)}, SoftmaxCrossEntropy] public partial class Deep;";

    private static string Block(int number, IEnumerable<string> layers) =>
        $"[Block, {string.Join(", ", layers)}] public class B{number.ToString(CultureInfo.InvariantCulture)};\n";
}
