using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads the layers of a network. Where it uses a block, the block's layers stand in the place of the use.</summary>
/// <param name="network">The network.</param>
/// <param name="runtime">The assembly to which layers belong.</param>
/// <param name="sites">Receives where each layer stands.</param>
/// <param name="findings">Receives what is wrong with the blocks.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class LayerReader(
    INamedTypeSymbol network, IAssemblySymbol runtime, List<Site> sites, List<Finding> findings, CancellationToken cancellation)
{
    private const string LayerAttribute = "CnnGen.LayerAttribute";
    private const string UseAttribute = "CnnGen.UseAttribute";
    private const string BlockAttribute = "CnnGen.BlockAttribute";

    private readonly List<LayerDeclaration> _layers = [];
    private readonly BlockNames _names = new();

    // From the network inwards: the blocks that are being read, and the attributes in their source that lead to the next.
    private readonly List<INamedTypeSymbol> _blocks = [];
    private readonly List<Location> _uses = [];

    /// <summary>In the order in which the network runs them.</summary>
    public IReadOnlyList<LayerDeclaration> Layers => _layers;

    /// <summary>The block attribute of a class, or <see langword="null"/>.</summary>
    public AttributeData? BlockMark(INamedTypeSymbol type) => Mark(type, BlockAttribute);

    /// <summary>Reads the layers of a class.</summary>
    /// <param name="type">The network, or a block.</param>
    /// <param name="mark">Its network or block attribute.</param>
    /// <param name="block">The use that leads to the block.</param>
    /// <returns>Whether all could be read: not while the compiler itself has an error to report on them.</returns>
    public bool Read(INamedTypeSymbol type, AttributeData mark, BlockUse? block)
    {
        bool isSource = IsSource(type);
        TypeDeclarationSyntax? part = isSource ? SyntaxOf(mark)?.FirstAncestorOrSelf<TypeDeclarationSyntax>() : null;
        if (AttributeReader.IsAmongErrors(type, mark, part) || HasUnknownAttributes(type))
        {
            return false;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            AttributeSyntax? syntax = isSource ? SyntaxOf(attribute) : null;
            if (attribute.AttributeClass is not { } kind || (isSource && syntax is null) || !IsLayer(kind))
            {
                continue;
            }

            if (!SymbolEqualityComparer.Default.Equals(kind.ContainingAssembly, runtime) || !AttributeReader.IsBound(attribute, syntax))
            {
                return false;
            }

            int site = AddSite(block, syntax);
            string written = AttributeText.Of(attribute, syntax);
            if (part is not null && syntax!.FirstAncestorOrSelf<TypeDeclarationSyntax>() != part)
            {
                Report(block, DiagnosticId.LayerOnAnotherPart, site, TextOf(written, block), type.Name, AttributeReader.Kind(mark.AttributeClass!));
            }
            else if (Is(kind, UseAttribute))
            {
                if (!ReadUse(attribute, syntax, written, site, block))
                {
                    return false;
                }
            }
            else if (AttributeReader.Arguments(attribute, syntax) is { } arguments)
            {
                _layers.Add(new LayerDeclaration(AttributeReader.Kind(kind), arguments, written, site) { Block = block });
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadUse(AttributeData attribute, AttributeSyntax? syntax, string written, int site, BlockUse? around)
    {
        string text = TextOf(written, around);
        if (attribute.ConstructorArguments[0].Value is not INamedTypeSymbol { TypeKind: TypeKind.Class, OriginalDefinition: var type })
        {
            Report(around, DiagnosticId.NotABlock, site, [text, .. NoClass(attribute.ConstructorArguments[0].Value as ITypeSymbol)]);
            return true;
        }

        if (HasUnknownAttributes(type))
        {
            return false;
        }

        if (Misuse(type, text) is var (id, arguments))
        {
            Report(around, id, site, arguments);
            return true;
        }

        string? given = Named(attribute, "Name") as string;
        string path = _names.PathOf(type.Name, given, around?.Path, out string? misfit);
        if (misfit is not null)
        {
            Report(around, DiagnosticId.BlockNameDoesNotFit, site, text, given ?? path, misfit);
        }

        _blocks.Add(type);
        int uses = _uses.Count;
        if (around is not null && syntax is not null)
        {
            _uses.Add(syntax.GetLocation());
        }

        var use = new BlockUse(
            path, type.Name, Named(attribute, "Frozen") is true || around is { IsFrozen: true }, around?.Text ?? written, around?.Site ?? site);
        bool isRead = Read(type, BlockMark(type)!, use);
        _uses.RemoveRange(uses, _uses.Count - uses);
        _blocks.RemoveAt(_blocks.Count - 1);
        return isRead;
    }

    // A block of one assembly may use one of another, which is not there in this compilation.
    private static string[] NoClass(ITypeSymbol? type) => type switch
    {
        null => ["null is no class", "Name the class that bears the layers."],
        { TypeKind: TypeKind.Error } => [$"'{type.Name}' stands in an assembly that is not referenced", "Reference that as well."],
        _ => [$"'{type.ToDisplayString()}' is no class", "Name the class that bears the layers."],
    };

    // What is wrong with a block before any of its layers is read.
    private (DiagnosticId Id, string[] Arguments)? Misuse(INamedTypeSymbol type, string text)
    {
        bool isNetwork = Mark(type, DeclarationReader.NetworkAttribute) is not null;
        if (BlockMark(type) is null)
        {
            return (DiagnosticId.NotABlock, isNetwork
                ? [text, $"'{type.Name}' is a network", DeclarationReader.ShareLayers]
                : [text, $"'{type.Name}' does not", "Write [Block] in front of its layers."]);
        }

        if (isNetwork)
        {
            return (DiagnosticId.CannotBeABlock, [type.Name, "it bears [Network]", DeclarationReader.ShareLayers]);
        }

        int outer = _blocks.FindIndex(block => SymbolEqualityComparer.Default.Equals(block, type));
        if (outer >= 0)
        {
            IReadOnlyList<string> circle = Circle([.. _blocks.Skip(outer)]);
            return (DiagnosticId.BlockContainsItself, [circle[0], string.Join(" → ", circle)]);
        }

        return type.GetAttributes().Any(layer => layer.AttributeClass is { } kind && IsLayer(kind))
            ? null
            : (DiagnosticId.EmptyBlock, [type.Name]);
    }

    // From the block whose name is first, so that a circle is the same one wherever a network enters it.
    private static IReadOnlyList<string> Circle(IReadOnlyList<INamedTypeSymbol> blocks)
    {
        int first = Enumerable.Range(0, blocks.Count).OrderBy(i => blocks[i].ToDisplayString(), StringComparer.Ordinal).First();
        return [.. Enumerable.Range(first, blocks.Count + 1).Select(i => blocks[i % blocks.Count].Name)];
    }

    private int AddSite(BlockUse? block, AttributeSyntax? syntax)
    {
        Location[] own = syntax is null ? [] : [syntax.GetLocation()];
        sites.Add(block is null ? new Site(own[0]) : new Site(sites[block.Site].Location, _uses.Concat(own).ToEquatableArray()));
        return sites.Count - 1;
    }

    // A mistake in a block is one, however often the network uses the block.
    private void Report(BlockUse? block, DiagnosticId id, int site, params string[] arguments)
    {
        var finding = new Finding(id, site, arguments);
        if (block is null || !findings.Exists(other => other.Id == id && other.Arguments.Equals(finding.Arguments)))
        {
            findings.Add(finding);
        }
    }

    // A block of another project has source in an editor, and none in a build: it is read the same way in both.
    private bool IsSource(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, network.ContainingAssembly);

    // Nobody can tell whether an attribute that does not exist was to be a layer.
    private bool HasUnknownAttributes(INamedTypeSymbol type) =>
        IsSource(type) && type.GetAttributes().Any(static attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error });

    private static string TextOf(string written, BlockUse? block) => block is null ? written : $"{written} of {block.Block}";

    private AttributeSyntax? SyntaxOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(named => named.Key == name).Value.Value;

    private AttributeData? Mark(INamedTypeSymbol type, string attribute) =>
        type.GetAttributes().FirstOrDefault(mark => mark.AttributeClass is { } kind && Is(kind, attribute));

    private bool IsLayer(INamedTypeSymbol kind) => Is(kind, LayerAttribute) || (kind.BaseType is { } parent && IsLayer(parent));

    private bool Is(INamedTypeSymbol kind, string name) =>
        SymbolEqualityComparer.Default.Equals(kind.ContainingAssembly, runtime) && kind.ToDisplayString() == name;
}
