using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Emit;

/// <summary>Files of kernels and passes: their header, their usings, and the width of their lines.</summary>
public class KernelFileTests
{
    private static readonly Lazy<Dictionary<string, string>> Files = new(() => new NetworkCompilation(
        """
        using CnnGen;

        [Network(1, 28, 28)]
        [Conv2D(16, 3, Padding = 1), BatchNorm, ReLU, Conv2D(16, 3, Padding = 1), LocalResponseNorm(5), Filter2D(FilterKernel.BoxBlur), MaxPool2D(2)]
        [LocallyConnected2D(3, 3), Tanh, Flatten, FullyConnected(20), GELU, FullyConnected(10), SoftmaxCrossEntropy]
        public sealed partial class Reader;

        [Network(4)]
        [FullyConnected(1), BinaryCrossEntropy]
        public sealed partial class Sorter;
        """).GeneratedSources.Where(file => file.Value.Contains("#nullable disable", StringComparison.Ordinal)).ToDictionary(file => file.Key, file => file.Value));

    [Fact]
    public void A_header_says_what_the_file_holds_and_which_one_to_read_first()
    {
        Assert.Contains(
            "\n// The kernels of Fc1, FullyConnected(20): 363 to 20. Reader.Passes.g.cs calls them; read it first.\n// Lane: ",
            Files.Value["Reader.Fc1.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains(
            "\n// The passes of Reader: its memory, and its kernels in the order in which they run. Read it first.\n// Lane: ",
            Files.Value["Reader.Passes.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_are_used_or_absent()
    {
        CSharpCompilation compilation = NetworkCompilation.Written(
            Files.Value.Select(file => (file.Key, file.Value.Replace("#pragma warning disable", string.Empty, StringComparison.Ordinal))));
        string[] unused =
        [
            .. from diagnostic in compilation.GetDiagnostics()
               where diagnostic.Id == "CS8019"
               let tree = diagnostic.Location.SourceTree!
               let line = tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString()
               where !line.EndsWith("CnnGen.Kernels;", StringComparison.Ordinal)
               select $"{tree.FilePath}: {line}",
        ];
        Assert.True(unused.Length == 0, string.Join('\n', unused));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Lines_have_at_most_120_columns_where_they_are_no_text()
    {
        string[] longer =
        [
            .. from file in Files.Value
               from line in file.Value.Split('\n')
               where line.Length > 120 && !line.Contains('"', StringComparison.Ordinal)
               select $"{file.Key}: {line}",
        ];
        Assert.True(longer.Length == 0, string.Join('\n', longer));
    }
}
