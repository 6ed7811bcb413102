using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>Recognises the attributes of a runtime: those of networks and blocks, those of layers, and those that name blocks.</summary>
internal sealed class LayerAttributes(IAssemblySymbol runtime)
{
    private readonly INamedTypeSymbol? _network = runtime.GetTypeByMetadataName(DeclarationReader.NetworkAttribute);
    private readonly INamedTypeSymbol? _block = runtime.GetTypeByMetadataName("CnnGen.BlockAttribute");
    private readonly INamedTypeSymbol? _layer = runtime.GetTypeByMetadataName("CnnGen.LayerAttribute");
    private readonly INamedTypeSymbol? _use = runtime.GetTypeByMetadataName("CnnGen.UseAttribute");
    private readonly INamedTypeSymbol? _residual = runtime.GetTypeByMetadataName("CnnGen.ResidualAttribute");
    private readonly INamedTypeSymbol? _concat = runtime.GetTypeByMetadataName("CnnGen.ConcatAttribute");
    private readonly INamedTypeSymbol? _auxiliary = runtime.GetTypeByMetadataName("CnnGen.AuxiliaryAttribute");

    /// <summary>The runtime whose layer an attribute is, or <see langword="null"/> where it is none.</summary>
    public static IAssemblySymbol? RuntimeOf(INamedTypeSymbol kind) =>
        kind is { ContainingAssembly.Name: DeclarationReader.RuntimeAssembly, ContainingNamespace.Name: DeclarationReader.RuntimeAssembly }
        && new LayerAttributes(kind.ContainingAssembly).IsLayer(kind)
            ? kind.ContainingAssembly
            : null;

    /// <summary>Whether the runtime itself has the attribute.</summary>
    public bool IsOwn(INamedTypeSymbol kind) => SymbolEqualityComparer.Default.Equals(kind.ContainingAssembly, runtime);

    /// <summary>The network attribute of a class, or <see langword="null"/>.</summary>
    public AttributeData? NetworkMark(INamedTypeSymbol type) => Mark(type, _network);

    /// <summary>The block attribute of a class, or <see langword="null"/>.</summary>
    public AttributeData? BlockMark(INamedTypeSymbol type) => Mark(type, _block);

    /// <summary>Whether an attribute declares a layer, or names blocks.</summary>
    public bool IsLayer(INamedTypeSymbol kind) => Is(kind, _layer) || (kind.BaseType is { } parent && IsLayer(parent));

    /// <summary>Whether there is a layer of its own, not one that names blocks, that is written by a name: <c>Conv2D</c>.</summary>
    public bool HasLayer(string name) =>
        runtime.GetTypeByMetadataName($"{DeclarationReader.RuntimeAssembly}.{name}Attribute") is { IsAbstract: false } kind && IsLayer(kind) && !NamesBlocks(kind);

    /// <summary>Whether an attribute names blocks whose layers stand in its place, or beside each other.</summary>
    public bool NamesBlocks(INamedTypeSymbol kind) => IsUse(kind) || Is(kind, _residual) || IsConcat(kind) || IsAuxiliary(kind);

    public bool IsUse(INamedTypeSymbol kind) => Is(kind, _use);

    public bool IsConcat(INamedTypeSymbol kind) => Is(kind, _concat);

    public bool IsAuxiliary(INamedTypeSymbol kind) => Is(kind, _auxiliary);

    /// <summary>The blocks that such an attribute names, as they are written.</summary>
    public static IEnumerable<TypedConstant> BlocksOf(AttributeData attribute)
    {
        TypedConstant blocks = attribute.ConstructorArguments[0];
        return blocks.Kind != TypedConstantKind.Array
            ? attribute.NamedArguments.Where(named => named is { Key: "Shortcut", Value.IsNull: false }).Select(named => named.Value).Prepend(blocks)
            : blocks.IsNull ? Enumerable.Empty<TypedConstant>() : blocks.Values;
    }

    /// <summary>How often such an attribute repeats its blocks, as it is written.</summary>
    public static int RepetitionsOf(AttributeData attribute) => Named(attribute, "Repeat") as int? ?? 1;

    /// <summary>What a property of an attribute is set to, or <see langword="null"/>.</summary>
    public static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(named => named.Key == name).Value.Value;

    private static AttributeData? Mark(INamedTypeSymbol type, INamedTypeSymbol? kind) =>
        type.GetAttributes().FirstOrDefault(mark => Is(mark.AttributeClass, kind));

    private static bool Is(INamedTypeSymbol? kind, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(kind, known);
}
