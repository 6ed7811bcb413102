using System.Text.RegularExpressions;
using System.Xml.Linq;
using CnnGen.Generator.Tests.Documentation;
using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Tests.Documentation;

/// <summary>
/// The tables of ONNX in docs/layers.md are written from the documentation of the layers of CnnGen.Onnx: an <c>export</c> for layers, an
/// <c>import</c> for operators.
/// </summary>
public partial class OnnxTableTests
{
    private static readonly XElement Documentation =
        XElement.Load(Path.ChangeExtension(typeof(OnnxExport).Assembly.Location, ".xml"));

    [Fact]
    public void The_table_of_exports_is_that_of_the_layers_and_has_each_of_them()
    {
        XElement[] exports = Elements("export", "layers");
        Assert.Equal(
            typeof(LayerAttribute).Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
                .Select(type => type.Name[..^"Attribute".Length])
                .Order(StringComparer.Ordinal),
            exports.SelectMany(export => Names(export, "layers")).Order(StringComparer.Ordinal));
        WrittenTable.AssertRows(
            "| layer | nodes of an export |",
            exports.Select(export => $"| {string.Join(", ", Names(export, "layers").Select(name => $"`{name}`"))} | {Text(export)} |"));
    }

    [Fact]
    public void The_table_of_imports_is_that_of_the_operators_and_has_each_of_them()
    {
        XElement[] imports = Elements("import", "operators");
        Assert.Equal(
            OperatorKinds.Names.Order(StringComparer.Ordinal),
            imports.SelectMany(import => Names(import, "operators")).Order(StringComparer.Ordinal));
        WrittenTable.AssertRows(
            "| operators of an import | become | refused |",
            imports.Select(import => $"| {string.Join(", ", Names(import, "operators"))} | {Text(import)} | {Text(import.Element("refused"))} |"));
    }

    // A record's documentation is that of its constructor as well.
    private static XElement[] Elements(string name, string ordered) =>
    [
        .. Documentation.Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal))
            .Elements(name)
            .OrderBy(element => element.Attribute(ordered)!.Value, StringComparer.Ordinal),
    ];

    private static string[] Names(XElement element, string attribute) => element.Attribute(attribute)!.Value.Split(", ");

    private static string Text(XElement? element) => element is null
        ? string.Empty
        : Spaces().Replace(string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
