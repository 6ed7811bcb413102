using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Documentation;

/// <summary>A network's class as an editor reads it.</summary>
internal sealed record DocumentedNetwork(INamedTypeSymbol Type)
{
    /// <summary>The members that the generator wrote and a user can call.</summary>
    public IEnumerable<ISymbol> Members => Type.GetMembers()
        .Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false }
            and not (IMethodSymbol { AssociatedSymbol: not null } or INamedTypeSymbol));

    public IEnumerable<IPropertySymbol> Layers => Members.OfType<IPropertySymbol>().Where(property => property.Type.Name is "LayerParameters" or "NormParameters");

    /// <summary>The rows of the class's table, the header first and the totals last, each cut into its cells.</summary>
    public string[][] Table
    {
        get
        {
            string[] lines = TableOf(Type);
            return Cells(lines[..(Array.FindIndex(lines, line => line.StartsWith("total ", StringComparison.Ordinal)) + 1)]);
        }
    }

    public long Constant(string name) => Convert.ToInt64(
        Type.GetMembers(name).OfType<IFieldSymbol>().Single().ConstantValue, CultureInfo.InvariantCulture);

    /// <summary>Every network of a compilation.</summary>
    public static IEnumerable<DocumentedNetwork> Of(Compilation compilation) => Types(compilation.Assembly.GlobalNamespace)
        .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NetworkAttribute"))
        .Select(type => new DocumentedNetwork(type));

    /// <summary>The documentation of all parts together; fails where it is not XML.</summary>
    public static XElement DocumentationOf(ISymbol symbol)
    {
        string xml = symbol.GetDocumentationCommentXml() ?? string.Empty;
        Assert.DoesNotContain("<!--", xml, StringComparison.Ordinal);
        return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
    }

    public static string[] TableOf(ISymbol symbol)
    {
        XElement code = Assert.Single(DocumentationOf(symbol).Elements("remarks").Elements("code"));
        return [.. code.Value.Trim().Split('\n').Select(line => line.Trim())];
    }

    /// <summary>Lines of a table, the header first, each cut into its cells; one without parameters has an empty cell for them.</summary>
    public static string[][] Cells(string[] lines)
    {
        lines = [.. lines.Select(line => WithoutReads(line, lines[0]))];
        return [.. lines.Select(line => Cells(line, lines[0]))];
    }

    // A column that a chain does not have.
    private static string WithoutReads(string line, string header)
    {
        int reads = header.IndexOf(" reads ", StringComparison.Ordinal) + 1;
        return reads == 0 ? line : line.Remove(reads, header.IndexOf("output", StringComparison.Ordinal) - reads);
    }

    private static string[] Cells(string line, string header)
    {
        string[] cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return cells.Length == 4 && line.Length == header.Length ? [.. cells[..3], string.Empty, cells[3]] : cells;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol scope) =>
        scope.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
