using CnnGen.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Places;

/// <summary>Wherever a block stands, a network that uses it is the one with its layers written out, but for names.</summary>
[Trait("Speed", "Slow")]
public class BlockTests
{
    private const string Layers = "[Block, Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(5), Tanh]";

    private const string Rest = "FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;";

    private const string WrittenOut =
        $"using CnnGen;\n[Network(1, 6, 6), Conv2D(2, 3), ReLU, MaxPool2D(2), Flatten, FullyConnected(5), Tanh, {Rest}";

    [Theory]
    [InlineData("{0} public static class Features;", "Features")]
    [InlineData("{0} internal sealed record Features(int Number);", "Features")]
    [InlineData("{0} public abstract class Features<T>;", "Features<>")]
    [InlineData("namespace Far.Away {{ {0} public class Features; }}", "Far.Away.Features")]
    [InlineData("public struct Blocks {{ public interface IHolder {{ {0} public class Features; }} }}", "Blocks.IHolder.Features")]
    [InlineData("public class Blocks<T> {{ {0} public class Features; }}", "Blocks<int>.Features")]
    public void A_block_may_stand_anywhere_in_the_project(string place, string name)
    {
        string block = string.Format(System.Globalization.CultureInfo.InvariantCulture, place, Layers);
        NetworkLayout plan = PlanOf($"using CnnGen;\n[Network(1, 6, 6), Use(typeof({name})), {Rest}\n{block}");
        Assert.Equal(
            ["features.conv1.weight", "features.conv1.bias", "features.fc1.weight", "features.fc1.bias", "fc1.weight", "fc1.bias"],
            plan.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["features.conv1", "features.pool1", "features.fc1", "fc1", "softmax1"], plan.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_class_in_another_file_and_under_other_letters()
    {
        CSharpCompilation written = NetworkCompilation.Written(
        [
            ("Networks.cs", $"using CnnGen;\n[Network(1, 6, 6), Use(typeof(Größe)), {Rest}"),
            ("Blocks.cs", $"using CnnGen;\n{Layers} public static partial class Größe;\n[System.Obsolete] public static partial class Größe;"),
        ]);
        GeneratorRunResult result = NetworkCompilation.CreateDriver().RunGenerators(written).GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.GeneratedSources, file => file.HintName == "Digits.GrößeConv1.g.cs");
    }

    [Fact]
    public void Architecture_and_hash_are_those_of_the_layers_written_out()
    {
        NetworkLayout block = PlanOf($"using CnnGen;\n{Layers} public static class Features;\n[Network(1, 6, 6), Use(typeof(Features), Frozen = true), {Rest}");
        NetworkLayout plain = PlanOf(WrittenOut);
        Assert.Equal(plain.Architecture, block.Architecture);
        Assert.Equal(plain.ArchitectureHash, block.ArchitectureHash);
    }

    [Fact]
    public void Kernels_are_those_of_the_layers_written_out_but_for_names()
    {
        NetworkCompilation block = new($"using CnnGen;\n{Layers} public static class F;\n[Network(1, 6, 6), Use(typeof(F)), {Rest}");
        NetworkCompilation plain = new(WrittenOut);
        AssertSame("Conv1", "Conv1", "FConv1");
        AssertSame("Fc1", "Fc1", "FFc1");
        AssertSame("Fc1", "Fc2", "Fc1");

        // Longer names end a line earlier.
        void AssertSame(string name, string ofPlain, string ofBlock) =>
            Assert.Equal(Words(plain.GeneratedSources[$"Digits.{ofPlain}.g.cs"], ofPlain, name), Words(block.GeneratedSources[$"Digits.{ofBlock}.g.cs"], ofBlock, name));

        static string Words(string text, string name, string common) =>
            string.Join(' ', text.Replace(name, common, StringComparison.Ordinal).Split([' ', '\n', '/'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Blocks_in_blocks_and_the_same_one_several_times()
    {
        NetworkLayout plan = PlanOf(
            $$"""
            using CnnGen;

            [Block, FullyConnected(4), Tanh] public class Edges;
            [Block, Use(typeof(Edges)), Use(typeof(Edges)), FullyConnected(4)] public class Stage;

            [Network(4)]
            [FullyConnected(4), Use(typeof(Stage)), Use(typeof(Edges)), Use(typeof(Stage), Name = "late"), Use(typeof(Stage), Frozen = true)]
            [{{Rest}}
            """);
        Assert.Equal(
            [
                "fc1", "stage.edges.fc1", "stage.edges2.fc1", "stage.fc1", "edges.fc1",
                "late.edges.fc1", "late.edges2.fc1", "late.fc1", "stage2.edges.fc1", "stage2.edges2.fc1", "stage2.fc1", "fc2",
            ],
            plan.Parameters.Select(parameter => parameter.Name[..parameter.Name.LastIndexOf('.')]).Distinct());
        Assert.Equal(
            plan.Parameters.Where(parameter => parameter.Name.StartsWith("stage2.", StringComparison.Ordinal)),
            plan.Parameters.Where(parameter => parameter.Offset >= plan.LearnedLength));
    }

    [Fact]
    public void The_table_shows_which_rows_belong_to_which_block()
    {
        NetworkCompilation compilation = new(
            $"using CnnGen;\n[Block, FullyConnected(4), Tanh] public class Stage;\n[Network(4), Use(typeof(Stage)), {Rest}");
        string[] table =
        [
            .. compilation.GeneratedSources["Digits.g.cs"].Split('\n')
                .SkipWhile(line => !line.Contains("<code>", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => !line.Contains("</code>", StringComparison.Ordinal))
                .Select(line => line.Trim()[3..].Trim()),
        ];
        Assert.Equal(
            [
                "layer        declared as          output  parameters  multiply-adds",
                "input                             4",
                "stage.fc1    FullyConnected(4)    4               20             16",
                "stage.tanh1  Tanh                 4",
                "fc1          FullyConnected(3)    3               15             12",
                "softmax1     SoftmaxCrossEntropy  3",
                "total                                             35             28",
            ],
            table);
        Assert.Contains("public global::CnnGen.Parameters.LayerParameters StageFc1 =>", compilation.GeneratedSources["Digits.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_of_a_referenced_assembly()
    {
        const string library =
            """
            using CnnGen;

            namespace Library;

            [Block, Use(typeof(Edges), Frozen = true), MaxPool2D(2, Stride = 2), Flatten] public static class Features;
            [System.Obsolete, Block, Conv2D(filters: 2, kernelHeight: 3, kernelWidth: 2, Padding = 1, Bias = false), ReLU] public static class Edges;
            """;
        const string network = $"using CnnGen;\n[Network(1, 6, 6), Use(typeof(Library.Features)), {Rest}";
        CSharpCompilation blocks = NetworkCompilation.Written([("Blocks.cs", library)]).WithAssemblyName("Library");
        using MemoryStream image = new();
        Assert.True(blocks.Emit(image).Success);

        // As a build sees it, and as an editor with both projects open.
        MetadataReference[] references = [MetadataReference.CreateFromImage(image.ToArray()), blocks.ToMetadataReference()];
        string[][] files = [.. references.Select(reference => Generate(network, reference).GeneratedSources.Select(file => file.SourceText.ToString()).ToArray())];
        Assert.Equal(files[0], files[1]);
        Assert.Contains(files[0], file => file.Contains("Conv2D(2, 3, 2, Padding = 1, Bias = false)", StringComparison.Ordinal));

        Diagnostic[] errors =
        [
            .. references.Select(reference => Assert.Single(Generate(network.Replace("1, 6, 6", "1, 1, 6", StringComparison.Ordinal), reference).Diagnostics)),
        ];
        Assert.All(errors, error => Assert.Equal("CNN2004", error.Id));
        Assert.All(errors, error => Assert.StartsWith("MaxPool2D(2, Stride = 2) of Features needs ", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Empty(error.AdditionalLocations));
    }

    [Fact]
    public void A_block_of_an_assembly_that_uses_one_of_another_which_is_missing()
    {
        CSharpCompilation inner = NetworkCompilation.Written([("Inner.cs", "using CnnGen;\n[Block, ReLU] public class Inner;")]).WithAssemblyName("InnerLibrary");
        CSharpCompilation outer = NetworkCompilation.Written([("Outer.cs", "using CnnGen;\n[Block, Use(typeof(Inner))] public class Outer;")])
            .WithAssemblyName("OuterLibrary").AddReferences(inner.ToMetadataReference());
        using MemoryStream image = new();
        Assert.True(outer.Emit(image).Success);
        Diagnostic error = Assert.Single(
            Generate($"using CnnGen;\n[Network(4), Use(typeof(Outer)), {Rest}", MetadataReference.CreateFromImage(image.ToArray())).Diagnostics);
        Assert.Equal(
            "CNN1020: Use(typeof(Inner)) of Outer needs a class that bears [Block], but 'Inner' stands in an assembly that is not referenced. Reference that as well.",
            $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public void A_mistake_leads_through_the_blocks_to_the_layer()
    {
        const string source =
            """
            using CnnGen;

            [Block, ReLU, MaxPool2D(9)] public class Inner;
            [Block, Use(typeof(Inner))] public class Outer;
            [Network(1, 8, 8), Use(typeof(Outer)), Flatten, FullyConnected(3), SoftmaxCrossEntropy] public partial class Digits;
            """;
        Diagnostic error = Assert.Single(new NetworkCompilation(source).GeneratorDiagnostics);
        Assert.Equal(
            ["Use(typeof(Outer))", "Use(typeof(Inner))", "MaxPool2D(9)"],
            error.AdditionalLocations.Prepend(error.Location).Select(location => source.Substring(location.SourceSpan.Start, location.SourceSpan.Length)));
    }

    [Fact]
    public void A_pragma_at_one_use_silences_advice_there_alone()
    {
        NetworkCompilation compilation = new(
            """
            using CnnGen;

            [Block, MaxPool2D(2)] public class Half;

            [Network(1, 7, 7)]
            #pragma warning disable CNN2009
            [Use(typeof(Half))]
            #pragma warning restore CNN2009
            [Use(typeof(Half)), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public partial class Digits;
            """);
        Assert.Equal(["CNN2009", "CNN2009"], compilation.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal([true, false], compilation.GeneratorDiagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => diagnostic.IsSuppressed));
    }

    [Theory]
    [InlineData("", "Use(typeof(Missing))")]
    [InlineData("", "Use(typeof())")]
    [InlineData("", "Use(")]
    [InlineData("", "Use")]
    [InlineData("", "Use(\"Features\")")]
    [InlineData("[Block, ReLU] class Features;", "Use(typeof(Features), Frozen = 3)")]
    [InlineData("[Block, ReLU] class Features;", "Use(typeof(Features), Nam = \"a\")")]
    [InlineData("[Block, Conv2D(2] class Features;", "Use(typeof(Features))")]
    [InlineData("[Block, Conv2D(2, \"3\")] class Features;", "Use(typeof(Features))")]
    [InlineData("[Block, Con] class Features;", "Use(typeof(Features))")]
    [InlineData("[Bloc, ReLU] class Features;", "Use(typeof(Features))")]
    [InlineData("[Block, Use(typeof(Missing))] class Features;", "Use(typeof(Features))")]
    [InlineData("[Block, Block, ReLU] class Features;", "Use(typeof(Features))")]
    [InlineData("[Block, ReLU] struct Features;", "ReLU")]
    public void What_is_unfinished_is_the_compilers_business(string block, string use)
    {
        NetworkCompilation compilation = new($"using CnnGen;\n[Network(4), {use}, {Rest}\n{block}");
        Assert.Empty(compilation.GeneratorDiagnostics);
        Assert.Contains(compilation.CompileDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static GeneratorRunResult Generate(string source, MetadataReference reference) => NetworkCompilation.CreateDriver()
        .RunGenerators(NetworkCompilation.Written([("Networks.cs", source)]).AddReferences(reference))
        .GetRunResult().Results.Single();

    private static NetworkLayout PlanOf(string source)
    {
        NetworkCompilation compilation = new(source);
        Model.Run(compilation, "Digits");
        return Model.PlanOf(compilation.EmitAndLoad().GetType("Digits", throwOnError: true)!);
    }
}
