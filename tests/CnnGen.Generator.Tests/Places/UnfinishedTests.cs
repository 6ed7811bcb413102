using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Places;

/// <summary>While a declaration is being typed, what the compiler says of it is enough.</summary>
[Trait("Speed", "Slow")]
public class UnfinishedTests
{
    private const string Rest = "Flatten, FullyConnected(3), SoftmaxCrossEntropy]";

    private const string Finished =
        """
        using CnnGen;

        [Network(1, 6, 6)]
        [Conv2D(2, 3, Padding = 1), ReLU, MaxPool2D(2)]
        [Flatten, FullyConnected(outputs: 3, Bias = true && !false)]
        [SoftmaxCrossEntropy]
        public sealed partial class Digits
        {
            public int Number(string text = "}") => 3;
        }

        """;

    [Theory]
    [InlineData("[Network(1, 8, 8), Conv2D(]")]
    [InlineData("[Network(1, 8, 8), Conv2D(6,")]
    [InlineData("[Network(1, 8, 8), Conv2D(6, 5, Padding = )]")]
    [InlineData($"[Network(1, 8, 8), Conv2D(6, 5, Padding = ), {Rest}")]
    [InlineData("[Network(1, 8, 8), Conv2")]
    [InlineData($"[Network(1, 8, 8), Conv2, {Rest}")]
    [InlineData("[Network(1, 8, 8), Flatten, FullyConnected(3), SoftmaxCrossEntropy")]
    [InlineData($"[Network(1, 8, 8), MaxPool2D, {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(\"6\", 5), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(null, 5), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(6L, 5), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 2, 3, 4), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, 2.5), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, filters: 3), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, Paddin = 2), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, Padding = \"2\"), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, Filters = 2), {Rest}")]
    [InlineData($"[Network(1, 8, 8), Conv2D(1, 9, Padding = Unknown), {Rest}")]
    [InlineData($"[Network(1, 8, 8), ReLU(3), {Rest}")]
    [InlineData($"[Network(1, 8, 8), LayerAttribute, {Rest}")]
    [InlineData($"[Network(1, 8, 8), Flatten, FullyConnected(\"abc\".Length), SoftmaxCrossEntropy]")]
    [InlineData($"[Network, {Rest}")]
    [InlineData($"[Network(), {Rest}")]
    [InlineData($"[Network(null), {Rest}")]
    [InlineData($"[Network(\"4\"), {Rest}")]
    [InlineData($"[Network(1, 2, 3, 4), {Rest}")]
    [InlineData("[Network(")]
    [InlineData("[Network(4")]
    [InlineData("[Network(4)")]
    [InlineData($"[Network(4), Network(1, 8, 8), {Rest}")]
    [InlineData($"[Network(1, 8, 8), {Rest} public partial class Digits; [Network(1, 8, 8), {Rest}")]
    [InlineData($"[Network(1, 8, 8), {Rest} public partial class Digits; [Network(4)]")]
    [InlineData($"[Network(1, 8, 8), {Rest} public class Digits; [Network(1, 8, 8), {Rest}")]
    public void The_compilers_error_is_the_only_one(string attributes)
    {
        var compilation = new NetworkCompilation($"using CnnGen;\n{attributes} public partial class Digits;");
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Contains(compilation.CompileDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.All(compilation.CompileDiagnostics, diagnostic => Assert.Equal("Networks.cs", diagnostic.Location.SourceTree?.FilePath));
    }

    [Fact]
    public void Letter_by_letter_there_is_an_error_until_it_is_finished()
    {
        int begun = Finished.IndexOf("Network(", StringComparison.Ordinal);
        int finished = Finished.TrimEnd().Length;
        // Every letter of the declaration takes long: in an extended run.
        int letters = Extended.IsOn ? 1 : 5;
        for (int length = 0; length <= Finished.Length; length += letters)
        {
            var compilation = new NetworkCompilation(Finished[..length]);
            bool isWrong = compilation.GeneratorDiagnostics.Any(IsError) || compilation.CompileDiagnostics.Any(IsError);
            Assert.True(isWrong == (length > begun && length < finished) || length <= begun, Finished[..length]);
        }

        static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
    }

    [Theory]
    [InlineData("public int { get; }")]
    [InlineData("public void () {}")]
    [InlineData("public int ;")]
    [InlineData("public Digits(")]
    [InlineData("public int Conv")]
    [InlineData("extension")]
    [InlineData("extension(int x) { }")]
    [InlineData("[")]
    public void A_member_without_a_name_is_the_compilers_business(string member)
    {
        var compilation = new NetworkCompilation(
            $$"""
            using CnnGen;

            [Network(4), FullyConnected(3), SoftmaxCrossEntropy]
            public partial class Digits
            {
                {{member}}
            }
            """,
            language: LanguageVersion.Preview);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Contains(compilation.CompileDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("public partial class")]
    [InlineData("public partial")]
    [InlineData("partial extension(int x) { }")]
    [InlineData("public enum Digits { One }")]
    [InlineData("public delegate void Digits();")]
    public void What_has_no_name_or_is_no_class_is_the_compilers_business(string type)
    {
        var compilation = new NetworkCompilation(
            $"using CnnGen;\n[Network(4), FullyConnected(3), SoftmaxCrossEntropy] {type}",
            language: LanguageVersion.Preview);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.GeneratedSources);
        Assert.Contains(compilation.CompileDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_layer_of_ones_own_is_the_compilers_business()
    {
        var compilation = new NetworkCompilation(
            """
            using CnnGen;

            public class MineAttribute : LayerAttribute;

            [Network(4), Mine, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """);
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Equal(["CS0122"], compilation.CompileDiagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("public class NetworkAttribute : System.Attribute; [Network] public partial class Digits;")]
    [InlineData("public class NetworkAttribute(int features) : System.Attribute; [Network(4), Flatten] public partial class Digits;")]
    [InlineData("public class LayerAttribute : System.Attribute; public class MineAttribute : LayerAttribute; [Network(4), Mine] public partial class Digits;")]
    public void Attributes_of_ones_own_under_the_librarys_names_are_none_of_the_generators(string source)
    {
        var compilation = new NetworkCompilation($"namespace CnnGen\n{{\n{source}\n}}");
        Assert.DoesNotContain(compilation.GeneratorDiagnostics, diagnostic => diagnostic.Id is not ("CNN1002" or "CNN1018" or "CNN1019"));
        Assert.DoesNotContain(compilation.CompileDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("class CnnGen { }")]
    [InlineData("")]
    public void Without_the_runtime_the_compiler_asks_for_it(string type)
    {
        var compilation = new NetworkCompilation(
            $"{type}\n[CnnGen.Network(4), CnnGen.FullyConnected(3), CnnGen.SoftmaxCrossEntropy] public partial class Digits;",
            runtime: type.Length > 0 ? null : MetadataReference.CreateFromFile(typeof(System.Xml.XmlReader).Assembly.Location));
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Empty(compilation.GeneratedSources);
        Assert.NotEmpty(compilation.CompileDiagnostics);
        Assert.All(
            compilation.CompileDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
            error => Assert.Contains(error.Id, new[] { "CS0246", "CS0426" }));
    }
}
