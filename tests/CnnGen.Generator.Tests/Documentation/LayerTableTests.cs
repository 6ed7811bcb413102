using System.Globalization;
using System.Reflection;
using System.Xml.Linq;

namespace CnnGen.Generator.Tests.Documentation;

/// <summary>
/// The table of docs/layers.md is written from the layers themselves: constructors and properties of each attribute, and the <c>row</c> of its
/// documentation.
/// </summary>
public class LayerTableTests
{
    private static readonly XElement Documentation =
        XElement.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));

    [Fact]
    public void The_table_of_layers_is_that_of_their_documentation() => WrittenTable.AssertRows(
        "| attribute | input → output | parameters |",
        typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(Row));

    private static string Row(Type layer)
    {
        XElement? row = Documentation.Descendants("member").Single(member => member.Attribute("name")!.Value == $"T:{layer.FullName}").Element("row");
        Assert.True(row is not null, $"{layer.Name} has no row for the table of layers: <row shapes=\"…\" parameters=\"…\">…</row> after its remarks.");
        string text = string.Concat(row.Nodes().Select(node => node is XElement { Name.LocalName: "c" } code ? $"`{code.Value}`" : ((XText)node).Value));
        return $"| {Signature(layer)}{(text.Length == 0 ? string.Empty : $": {text}")} | {row.Attribute("shapes")!.Value} | {row.Attribute("parameters")!.Value} |";
    }

    // How it may be declared, and the properties with their defaults.
    private static string Signature(Type layer)
    {
        string name = layer.Name[..^"Attribute".Length];
        string[] calls =
        [
            .. layer.GetConstructors().Select(constructor => constructor.GetParameters()).Select(parameters =>
                parameters.Length == 0 ? $"`{name}`" : $"`{name}({string.Join(", ", parameters.Select(Parameter))})`"),
        ];
        string[] properties = [.. layer.GetProperties().Where(property => property.CanWrite).Select(property => $"`{Property(layer, property)}`")];
        return string.Join(", ", calls) + (properties.Length == 0 ? string.Empty : $"; {string.Join(", ", properties)}");
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string name = parameter.ParameterType == typeof(Type) ? $"typeof({parameter.Name})"
            : parameter.ParameterType == typeof(Type[]) ? $"typeof({parameter.Name})…"
            : parameter.ParameterType.IsArray ? $"{parameter.Name}…"
            : parameter.Name!;
        return parameter.HasDefaultValue ? $"{name} = {Value(parameter.DefaultValue)}" : name;
    }

    // A default that is another argument's value is no number: the property has one outside of its own range then, or one that changes.
    private static string Property(Type layer, PropertyInfo property)
    {
        object?[] defaults = [.. new[] { 3, 5 }.Select(number => property.GetValue(Create(layer, number)))];
        string text = Documentation.Descendants("member").Single(member => member.Attribute("name")!.Value == $"P:{layer.FullName}.{property.Name}").Value;
        bool isOther = defaults[0] is null || !Equals(defaults[0], defaults[1]) || (defaults[0] is 0 && (text.Contains(": 1 or more", StringComparison.Ordinal) || text.Contains(": 1 to ", StringComparison.Ordinal)));
        return isOther ? property.Name : $"{property.Name} = {Value(defaults[0])}";
    }

    private static object Create(Type layer, int number)
    {
        ConstructorInfo constructor = layer.GetConstructors().OrderBy(constructor => constructor.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, number))]);
    }

    private static object? Argument(ParameterInfo parameter, int number) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(int) ? number
        : parameter.ParameterType.IsArray ? Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0)
        : parameter.ParameterType == typeof(Type) ? typeof(object)
        : Activator.CreateInstance(parameter.ParameterType);

    private static string Value(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
