using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Documentation;

/// <summary>
/// The attributes can be used from their documentation alone. It has a fixed form: a number's range is "n or more" or
/// "n to …", a property's default is "The default is …", a shape is "Input …, output …" or "The output has the shape of
/// the input", a worked example is "X gives A for B", where need be behind "where Y is [layers of a block]", and an error is a
/// link to its page.
/// </summary>
public partial class AttributeDocumentationTests
{
    private static readonly XElement Documentation =
        XElement.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));

    private static readonly Type[] Attributes =
        [.. typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract)];

    public static TheoryData<string> Names() => [.. Attributes.Select(type => type.Name)];

    public static TheoryData<string> LayerNames() =>
        [.. Attributes.Where(type => type.IsSubclassOf(typeof(LayerAttribute))).Select(type => type.Name)];

    public static TheoryData<string, string, string, string, string> Examples()
    {
        TheoryData<string, string, string, string, string> examples = [];
        foreach (Match example in Attributes.SelectMany(type => Example().Matches(Text(Of(type, "remarks")))))
        {
            string layer = example.Groups["layer"].Value;
            string layers = example.Groups["layers"].Value;
            examples.Add(
                example.Groups["block"].Success ? $"[Block, {layers}] public static class {example.Groups["block"].Value};" : string.Empty,
                layer,
                layer.StartsWith("Use(", StringComparison.Ordinal) ? layers.Split(", ")[^1] : layer,
                example.Groups["output"].Value,
                example.Groups["input"].Value);
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_of_a_constructor_says_its_range(string name)
    {
        foreach (ConstructorInfo constructor in Named(name).GetConstructors())
        {
            XElement? member = Member('M', constructor);
            foreach (ParameterInfo parameter in constructor.GetParameters().Where(parameter => parameter.ParameterType.IsPrimitive))
            {
                // The members of an enumeration are its range.
                Assert.Matches(parameter.ParameterType.IsEnum ? Sentence() : Range(), Text(member!.Elements("param").Single(element => element.Attribute("name")!.Value == parameter.Name)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_that_may_be_set_says_its_range_and_default(string name)
    {
        foreach (PropertyInfo property in Named(name).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            string text = Text(Member('P', property)!.Element("summary")!);
            Assert.NotEmpty(text);
            if (property.SetMethod is null)
            {
                continue;
            }

            Assert.Matches(DefaultValue(), text);
            if (property.PropertyType != typeof(bool) && property.PropertyType.IsPrimitive)
            {
                Assert.Matches(Range(), text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Every_layer_says_what_shape_it_gives(string name) => Assert.Matches(ShapeRule(), Text(Of(Named(name), "remarks")));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_to_an_error_leads_to_its_page_and_an_attribute_with_sizes_has_one(string name)
    {
        XElement[] links = [.. Of(Named(name), "remarks").Descendants("see").Where(see => see.Attribute("href") is not null)];
        Assert.All(links, link => Assert.EndsWith($"/docs/diagnostics/{link.Value}.md", link.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.All(links, link => Assert.True(File.Exists(Repository.PathOf("docs", "diagnostics", $"{link.Value}.md"))));
        bool hasSizes = Named(name).GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(int)))
            || Named(name).GetProperties().Any(property => property.PropertyType == typeof(int) && property.CanWrite);
        Assert.Equal(hasSizes, links.Any(link => link.Value is "CNN3001" or "CNN3002"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_worked_example_is_true(string block, string layer, string last, string output, string input)
    {
        // Some examples show what is left over at the edge (CNN2009, CNN2010), and a vector needs no Flatten (CNN1012).
        var compilation = new NetworkCompilation(
            $"""
            using CnnGen;

            {block}
            #pragma warning disable CNN1012, CNN2009, CNN2010
            [Network({input.Replace("×", ", ", StringComparison.Ordinal)}), {layer}, Flatten, FullyConnected(2), SoftmaxCrossEntropy]
            public sealed partial class Digits;
            """);
        Assert.DoesNotContain(compilation.GeneratorDiagnostics, diagnostic => !diagnostic.IsSuppressed);
        Assert.Matches($@"{Regex.Escape(last)} [^\\]*{output}[ \\]", compilation.GeneratedSources["Digits.g.cs"]);
    }

    [Fact]
    public void Every_layer_that_changes_the_shape_has_a_worked_example() => Assert.Equal(
        Attributes.Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !Text(Of(type, "remarks")).Contains("The output has the shape of the input", StringComparison.Ordinal))
            .Select(type => type.Name).Order(StringComparer.Ordinal),
        Attributes.Where(type => Example().IsMatch(Text(Of(type, "remarks")))).Select(type => type.Name).Order(StringComparer.Ordinal));

    private static Type Named(string name) => Attributes.Single(type => type.Name == name);

    private static XElement Of(Type type, string tag) => Member('T', type)!.Element(tag)!;

    private static XElement? Member(char kind, MemberInfo member)
    {
        string id = member switch
        {
            Type type => type.FullName!,
            ConstructorInfo { } constructor when constructor.GetParameters() is { Length: > 0 } parameters =>
                $"{constructor.DeclaringType!.FullName}.#ctor({string.Join(',', parameters.Select(parameter => parameter.ParameterType.FullName))})",
            ConstructorInfo constructor => $"{constructor.DeclaringType!.FullName}.#ctor",
            _ => $"{member.DeclaringType!.FullName}.{member.Name}",
        };
        return Documentation.Descendants("member").SingleOrDefault(element => element.Attribute("name")!.Value == $"{kind}:{id}");
    }

    private static string Text(XElement element) => WhiteSpace().Replace(element.Value, " ").Trim();

    [GeneratedRegex(@": \d+ (or more|to )")]
    private static partial Regex Range();

    [GeneratedRegex(@"^[A-Z].+\.$")]
    private static partial Regex Sentence();

    // `true` and its like are attributes in XML, and no text.
    [GeneratedRegex(@"\. The default is ")]
    private static partial Regex DefaultValue();

    [GeneratedRegex("^Input .+[,;] output |The output has the shape of the input")]
    private static partial Regex ShapeRule();

    [GeneratedRegex(@"(where (?<block>\w+) is \[(?<layers>[^]]+)\], )?(?<layer>[A-Z]\w+(\(([^()]|\([^()]*\))*\))?) gives (?<output>[\d×]+) for (?<input>[\d×]+)")]
    private static partial Regex Example();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
