using CnnGen.Testing;

namespace CnnGen.Generator.Tests.Plan;

/// <summary>Samples are kept as they are read where the first fully connected layer reads them in panels, and nowhere else.</summary>
[Trait("Speed", "Slow")]
public class KeptInputTests
{
    [Theory]
    [InlineData("[Network(32)]", "FullyConnected(8)")]
    [InlineData("[Network(2, 4, 4)]", "Flatten, FullyConnected(8)")]
    [InlineData("[Network(32)]", "Residual(typeof(Wide))")]
    public void Samples_are_kept_as_they_are_read(string input, string layers)
    {
        string passes = Passes(input, layers);
        Assert.Contains("KeptInputOffset = ", passes, StringComparison.Ordinal);
        Assert.DoesNotContain("FromLanes<V>(ref At(ref arena, Input)", passes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(33)]", "FullyConnected(8)")]
    [InlineData("[Network(32)]", "FullyConnected(8, Frozen = true)")]
    [InlineData("[Network(32)]", "Sigmoid, FullyConnected(8)")]
    [InlineData("[Network(32)]", "Dropout, FullyConnected(8)")]
    [InlineData("[Network(2, 4, 4)]", "Conv2D(2, 1), Flatten, FullyConnected(8)")]
    public void Samples_are_not_kept(string input, string layers) =>
        Assert.DoesNotContain("KeptInputOffset", Passes(input, layers), StringComparison.Ordinal);

    private static string Passes(string input, string layers)
    {
        var compilation = new NetworkCompilation(
            $$"""
            using CnnGen;

            [Block, FullyConnected(32), ReLU]
            public static class Wide;

            {{input}}
            [{{layers}}, ReLU, FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class First;
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.CompileDiagnostics);
        return compilation.GeneratedSources.Single(source => source.Key.Contains("Passes", StringComparison.Ordinal)).Value;
    }
}
