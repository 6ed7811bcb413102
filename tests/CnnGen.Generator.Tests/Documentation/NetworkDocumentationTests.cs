using System.Globalization;
using System.Xml.Linq;
using CnnGen.Generator.Tests.Networks;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.Documentation;

/// <summary>What an editor shows of a network: XML that is whole, the table of its layers, and each layer's own row.</summary>
[Trait("Speed", "Slow")]
public class NetworkDocumentationTests
{
    private const string Layers = "[Network(1, 6, 6), Conv2D(2, 3), ReLU, Flatten, FullyConnected(3), SoftmaxCrossEntropy]";

    // Those that editors render alike.
    private static readonly string[] KnownTags = ["member", "summary", "remarks", "code", "c", "param", "returns", "exception", "inheritdoc", "see"];

    private static readonly Lazy<DocumentedNetwork[]> All = new(() => [.. DocumentedNetwork.Of(AllNetworks.Compile())]);

    [Fact]
    public void Every_member_of_every_network_is_documented()
    {
        Assert.NotEmpty(All.Value);
        Assert.All(All.Value, network => Assert.All(network.Members.Prepend(network.Type), CheckMember));
    }

    [Fact]
    public void The_table_of_every_network_has_each_layer_once_and_adds_up_to_its_constants() => Assert.All(All.Value, network =>
    {
        string[][] rows = network.Table;
        Assert.Equal(LayersOf(network.Type) + 3, rows.Length);
        Assert.Equal(["layer", "declared as", "output", "parameters", "multiply-adds"], rows[0]);
        Assert.Equal("input", rows[1][0]);
        Assert.Equal(rows.Length, rows.DistinctBy(row => row[0]).Count());
        Assert.Equal(
            ["total", Grouped(network.Constant("ParameterCount")), Grouped(network.Constant("MultiplyAdds"))],
            rows[^1]);
        Assert.Equal(network.Constant("ParameterCount"), Sum(rows, column: 3));
        Assert.Equal(network.Constant("MultiplyAdds"), Sum(rows, column: 4));
    });

    [Fact]
    public void Every_layer_that_learns_shows_its_own_row() => Assert.All(All.Value, network =>
    {
        string[][] rows = network.Table;
        Assert.Equal(
            rows.Skip(2).SkipLast(1).Where(row => row.Length > 3 && row[3].Length > 0).Select(MemberOf),
            network.Layers.Select(layer => layer.Name.ToLowerInvariant()));
        Assert.All(network.Layers, layer =>
        {
            string[] lines = DocumentedNetwork.TableOf(layer);
            Assert.Equal(
                [rows[0], rows.Single(row => MemberOf(row) == layer.Name.ToLowerInvariant())], DocumentedNetwork.Cells(lines[..2]));
            Assert.All(lines[2..], remark => Assert.Contains(remark, DocumentedNetwork.TableOf(network.Type)));
        });
    });

    // Editors show the constructor's documentation, not the class's, at `new LeNet5()`.
    [Fact]
    public void The_constructor_takes_the_table_of_its_class() => Assert.All(All.Value, network =>
    {
        XElement inherited = Assert.Single(DocumentedNetwork.DocumentationOf(network.Type.InstanceConstructors.Single()).Elements("inheritdoc"));
        Assert.Equal(network.Type.GetDocumentationCommentId(), inherited.Attribute("cref")!.Value);
        Assert.Equal("/remarks", inherited.Attribute("path")!.Value);
    });

    [Theory]
    [InlineData("(int)'<' & 15", "(int)'<' & 15")]
    [InlineData("'>' - 60", "'>' - 60")]
    [InlineData("\"a&amp;<b>]]>\" == \"\" ? 1 : 2", "\"a&amp;<b>]]>\" == \"\" ? 1 : 2")]
    [InlineData("Größen.数 /* </code> */", "Größen.数")]
    [InlineData("@\"a\n/// <b>\u2028\u0085\" == \"\" ? 1 : 2", "@\"a /// <b> \" == \"\" ? 1 : 2")]
    [InlineData("\"\u0001\" == \"\" ? 1 : 2", "\"\\u0001\" == \"\" ? 1 : 2")]
    public void Arguments_may_hold_any_text(string argument, string shown)
    {
        DocumentedNetwork network = Document(
            $$"""
            using CnnGen;

            public static class Größen { public const int 数 = 2; }

            [Network(1, 6, 6), Conv2D({{argument}}, 3), Flatten, FullyConnected(3), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        Assert.Contains($"Conv2D({shown}, 3)", DocumentedNetwork.TableOf(network.Type)[2], StringComparison.Ordinal);
        Assert.Contains($"Conv2D({shown}, 3)", DocumentedNetwork.TableOf(network.Layers.First())[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@class")]
    [InlineData("Сеть")]
    [InlineData("数字")]
    [InlineData("@record")]
    public void A_network_may_have_any_name(string name) => Document(
        $$"""
        using CnnGen;

        namespace {{name}}.Models;

        /// <summary>Around it.</summary>
        public static partial class Outer { {{Layers}} public sealed partial class {{name}}; }
        """);

    [Fact]
    public void Fifty_layers_are_fifty_rows()
    {
        DocumentedNetwork network = Document(
            $$"""
            using CnnGen;

            [Network(1, 6, 6), Flatten]
            [{{string.Concat(Enumerable.Repeat("FullyConnected(5), ReLU, ", 24))}}SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        Assert.Equal(50 + 3, network.Table.Length);
        Assert.Equal("relu24", network.Table[^3][0]);
    }

    // The parts of a class are documented together, the user's first: an editor shows the summary and the first remarks.
    [Theory]
    [InlineData("/// <summary>My own.</summary>", "My own.", true)]
    [InlineData("/// <remarks>My own.</remarks>", "A network of 119 parameters and 384 multiply-adds a sample.", false)]
    [InlineData("/** <summary>My own.</summary> */", "My own.", true)]
    [InlineData("// <summary>Nothing.</summary>", "A network of 119 parameters and 384 multiply-adds a sample.", true)]
    public void What_the_user_says_of_the_class_comes_first(string own, string summary, bool isTableFirst)
    {
        DocumentedNetwork network = Document($"using CnnGen;\n{own}\n{Layers} public sealed partial class Digits;");
        XElement documentation = DocumentedNetwork.DocumentationOf(network.Type);
        Assert.Equal(summary, Assert.Single(documentation.Elements("summary")).Value.Trim());
        Assert.Equal(isTableFirst, documentation.Elements("remarks").First().Elements("code").Any());
        Assert.Equal("conv1", network.Table[2][0]);
    }

    [Fact]
    public void A_summary_on_another_part_of_the_class_is_the_only_one()
    {
        DocumentedNetwork network = Document($$"""
            using CnnGen;

            {{Layers}} public sealed partial class Digits;

            /// <summary>My own.</summary>
            public sealed partial class Digits { }
            """);
        Assert.Equal("My own.", Assert.Single(DocumentedNetwork.DocumentationOf(network.Type).Elements("summary")).Value);
    }

    // Those of blocks stand in the place of their use.
    private static int LayersOf(INamedTypeSymbol type) => type.GetAttributes()
        .Where(attribute => attribute.AttributeClass!.BaseType!.Name == "LayerAttribute")
        .Sum(layer => Repetitions(layer) * (BlocksOf(layer).Sum(LayersOf) + (layer.AttributeClass!.Name == "UseAttribute" ? 0 : 1)));

    private static int Repetitions(AttributeData layer) => layer.NamedArguments.FirstOrDefault(named => named.Key == "Repeat").Value.Value as int? ?? 1;

    private static IEnumerable<INamedTypeSymbol> BlocksOf(AttributeData layer) => layer.ConstructorArguments
        .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument])
        .Concat(layer.NamedArguments.Select(named => named.Value))
        .Where(argument => argument.Kind == TypedConstantKind.Type)
        .Select(argument => (INamedTypeSymbol)argument.Value!);

    // "digitFeatures.conv1" is DigitFeaturesConv1.
    private static string MemberOf(string[] row) => row[0].Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    private static void CheckMember(ISymbol member)
    {
        XElement documentation = DocumentedNetwork.DocumentationOf(member);
        Assert.NotEqual(string.Empty, documentation.Elements("summary").First().Value.Trim());
        Assert.All(documentation.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, KnownTags));
        Assert.All(documentation.Descendants().Attributes("cref"), cref => Assert.DoesNotContain("!:", cref.Value, StringComparison.Ordinal));
        Assert.Equal(
            member is IMethodSymbol method ? method.Parameters.Select(parameter => parameter.Name) : [],
            documentation.Elements("param").Select(parameter => parameter.Attribute("name")!.Value));
    }

    // Generated files silence all warnings, those about their documentation as well: here they do not.
    private static DocumentedNetwork Document(string source)
    {
        CSharpCompilation written = NetworkCompilation.Written([("Networks.cs", source)]);
        NetworkCompilation.CreateDriver().RunGeneratorsAndUpdateCompilation(written, out Compilation compilation, out _);
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != "Networks.cs"))
        {
            string text = tree.ToString().Replace("#pragma warning disable\n", string.Empty, StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text, System.Text.Encoding.UTF8)));
        }

        using MemoryStream image = new();
        using MemoryStream documentation = new();
        Assert.Empty(compilation.Emit(image, xmlDocumentationStream: documentation).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        documentation.Position = 0;
        DocumentedNetwork network = DocumentedNetwork.Of(compilation).Single();
        Assert.Contains(
            network.Type.GetDocumentationCommentId(),
            XDocument.Load(documentation).Descendants("member").Select(member => member.Attribute("name")!.Value));
        Assert.All(network.Members, CheckMember);
        return network;
    }

    private static long Sum(string[][] rows, int column) => rows.Skip(2).SkipLast(1)
        .Where(row => row.Length > column && row[column].Length > 0)
        .Sum(row => long.Parse(row[column], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
