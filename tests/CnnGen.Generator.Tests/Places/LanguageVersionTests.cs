using System.Globalization;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Which versions of C# a project may be written in.</summary>
public class LanguageVersionTests
{
    private const string Source =
        """
        using CnnGen;

        [Network(1, 6, 6), Conv2D(2, 3), Tanh, AveragePool2D(2), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
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

    // The generator reports nothing of its own: the compiler says which version the generated code needs.
    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp9)]
    public void An_older_version_is_told_which_one_is_needed(LanguageVersion language)
    {
        NetworkCompilation compilation = new(Source, language: language, nullable: NullableContextOptions.Disable);
        Diagnostic[] errors = [.. compilation.CompileDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        Assert.Contains(
            errors, error => error.GetMessage(CultureInfo.InvariantCulture).EndsWith("Please use language version 12.0 or greater.", StringComparison.Ordinal));
        Assert.All(
            errors, error => Assert.Contains("Please use language version", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
