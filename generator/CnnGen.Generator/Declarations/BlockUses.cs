using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>Which classes of a project are used as blocks, and by which.</summary>
internal sealed class BlockUses
{
    private readonly Dictionary<ISymbol, List<INamedTypeSymbol>> _users = new(SymbolEqualityComparer.Default);

    public BlockUses(Compilation compilation)
    {
        foreach (INamedTypeSymbol user in DeclaredTypes.Of(compilation))
        {
            foreach (INamedTypeSymbol block in user.GetAttributes().SelectMany(BlocksOf))
            {
                if (!_users.TryGetValue(block, out List<INamedTypeSymbol> users))
                {
                    _users.Add(block, users = []);
                }

                users.Add(user);
            }
        }
    }

    /// <summary>
    /// Whether what is wrong in a class is reported where another uses it. Of blocks that contain each other, and that nothing else
    /// uses, it is reported in the one whose name is first.
    /// </summary>
    public bool AreReportedElsewhere(INamedTypeSymbol type)
    {
        HashSet<ISymbol> users = UsersOf(type);
        return users.Any(user =>
            !SymbolEqualityComparer.Default.Equals(user, type)
            && (!UsersOf(user).Contains(type) || string.CompareOrdinal(user.ToDisplayString(), type.ToDisplayString()) < 0));
    }

    private HashSet<ISymbol> UsersOf(ISymbol type)
    {
        HashSet<ISymbol> all = new(SymbolEqualityComparer.Default);
        Stack<ISymbol> open = [];
        open.Push(type);
        while (open.Count > 0)
        {
            foreach (INamedTypeSymbol user in _users.TryGetValue(open.Pop(), out List<INamedTypeSymbol> users) ? users : [])
            {
                if (all.Add(user))
                {
                    open.Push(user);
                }
            }
        }

        return all;
    }

    private static IEnumerable<INamedTypeSymbol> BlocksOf(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } kind || attribute.ConstructorArguments.IsDefaultOrEmpty || LayerAttributes.RuntimeOf(kind) is not { } runtime)
        {
            return [];
        }

        return new LayerAttributes(runtime).NamesBlocks(kind)
            ? LayerAttributes.BlocksOf(attribute).Select(static named => named.Value).OfType<INamedTypeSymbol>().Select(static block => block.OriginalDefinition)
            : [];
    }
}
