using CnnGen.Networks;
using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Places;

/// <summary>A convolution without a number of filters has as many as channels come in, and is from there on like any other.</summary>
[Trait("Speed", "Slow")]
public class FollowedInputTests
{
    private const string Blocks =
        """
        using CnnGen;

        [Block, Conv2D(Kernel = 3, Padding = 1, Groups = 2), ReLU] public static class Same;
        [Block, Conv1D(Kernel = 3, Padding = 1, Bias = false)] public static class Along;

        """;

    [Theory]
    [InlineData(
        "Network(1, 9, 9), Conv2D(4, 3), Use(typeof(Same)), Conv2D(8, 3), Use(typeof(Same)), Conv2D(KernelHeight = 2, KernelWidth = 3)",
        "Network(1, 9, 9), Conv2D(4, 3), Conv2D(4, 3, Padding = 1, Groups = 2), ReLU, Conv2D(8, 3), Conv2D(8, 3, Padding = 1, Groups = 2), ReLU, Conv2D(8, 2, 3)")]
    [InlineData(
        "Network(3, 20), Residual(typeof(Along)), Conv1D(Kernel = 2, Stride = 2)",
        "Network(3, 20), Residual(typeof(Written)), Conv1D(3, 2, Stride = 2)")]
    public void What_is_computed_is_that_of_the_number_written_out(string followed, string written)
    {
        NetworkLayout expected = PlanOf(written);
        NetworkLayout found = PlanOf(followed);
        Assert.Equal(expected.Architecture, found.Architecture);
        Assert.Equal(expected.Parameters.Select(parameter => parameter.Length), found.Parameters.Select(parameter => parameter.Length));
    }

    [Fact]
    public void The_table_tells_the_number()
    {
        string source = Compile("Network(1, 9, 9), Conv2D(4, 3), Use(typeof(Same)), Conv2D(1, 2), Conv2D(Kernel = 1)").GeneratedSources["Digits.g.cs"];
        Assert.Contains("Conv2D(Kernel = 3, Padding = 1, Groups = 2) with 4 filters  4×7×7 ", source, StringComparison.Ordinal);
        Assert.Contains("Conv2D(Kernel = 1) with 1 filter ", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_block_tells_the_number_at_its_place()
    {
        string text = $"{Blocks}[Network(3, 9, 9), Use(typeof(Same)), Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;";
        Assert.Equal(
            "Conv2D(Kernel = 3, Padding = 1, Groups = 2) with 3 filters of Same has 2 groups, but 3 channels = 2 · 1 + 1 and 3 filters = 2 · 1 + 1. Use Groups = 1 or 3.",
            Assert.Single(new NetworkCompilation(text).GeneratorDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    // The layer that is told to have fewer filters is one that has a number of its own; those that follow it have fewer too.
    [Fact]
    public void A_budget_narrows_what_is_followed()
    {
        string text = $"{Blocks}[Network(1, 9, 9, MaxParameters = 600), Conv2D(16, 3), Use(typeof(Same)), GlobalAveragePool, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;";
        Assert.EndsWith(
            "Reduce Conv2D(16, 3) to 10 filters, or raise MaxParameters to 1,379.",
            Assert.Single(new NetworkCompilation(text).GeneratorDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    private static NetworkCompilation Compile(string layers) => new(
        $"{Blocks}[Block, Conv1D(3, 3, Padding = 1, Bias = false)] public static class Written;\n"
        + $"[{layers}, Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;");

    private static NetworkLayout PlanOf(string layers) =>
        Model.PlanOf(Model.Run(Compile(layers), "Digits").EmitAndLoad().GetType("Digits", throwOnError: true)!);
}
