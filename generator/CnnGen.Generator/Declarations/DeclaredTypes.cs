using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>The types of a project.</summary>
internal static class DeclaredTypes
{
    /// <summary>All of them, those inside of others included, in the order of their namespaces.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(Compilation compilation) => In(compilation.Assembly.GlobalNamespace);

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner)
            {
                continue;
            }

            if (inner is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (INamedTypeSymbol nested in In(inner))
            {
                yield return nested;
            }
        }
    }
}
