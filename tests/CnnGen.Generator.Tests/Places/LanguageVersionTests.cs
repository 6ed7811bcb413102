using System.Globalization;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Which versions of C# a project may be written in.</summary>
[Trait("Speed", "Slow")]
public class LanguageVersionTests
{
    private const string Source =
        """
        using CnnGen;

        [Block, Tanh, AveragePool2D(2)]
        public static class Pooled
        {
        }

        [Network(1, 6, 6), Conv2D(2, 3), Use(typeof(Pooled)), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
        public partial class Digits
        {
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void A_network_compiles_from_CSharp_12_on(LanguageVersion language) =>
        Model.Run(new NetworkCompilation(Source, language: language), "Digits");

    // One error, and none in code that nobody has written. The class keeps its members where the language has what they are written in.
    [Theory]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp7, "7.0")]
    [InlineData(LanguageVersion.CSharp6, "6")]
    [InlineData(LanguageVersion.CSharp5, "5")]
    public void An_older_version_is_told_which_one_is_needed(LanguageVersion language, string name)
    {
        NetworkCompilation compilation = new(Source, language: language, nullable: NullableContextOptions.Disable);
        Diagnostic error = Assert.Single(compilation.GeneratorDiagnostics);
        Assert.Equal("CNN1013", error.Id);
        Assert.StartsWith(
            $"Network 'Digits' is compiled as C# {name}, but the code that is generated for it needs C# 12.0 or later.",
            error.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Equal(language >= LanguageVersion.CSharp8, compilation.GeneratedSources.Values.Any(text => text.Contains("has no code", StringComparison.Ordinal)));
        Assert.DoesNotContain(compilation.GeneratedSources.Values, text => text.Contains("AggressiveOptimization", StringComparison.Ordinal));
        Assert.Empty(compilation.CompileDiagnostics);
    }
}
