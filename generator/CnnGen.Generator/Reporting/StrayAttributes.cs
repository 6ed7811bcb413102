using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Reporting;

/// <summary>Attributes that look like layers and are none, or are layers and belong to no network: nothing would be said of them.</summary>
internal static class StrayAttributes
{
    /// <summary>What stands among the layers of a network or block and is no layer.</summary>
    /// <param name="type">The class.</param>
    /// <param name="mark">Its network or block attribute.</param>
    public static IEnumerable<Diagnostic> Among(INamedTypeSymbol type, AttributeData mark)
    {
        LayerAttributes attributes = new(mark.AttributeClass!.ContainingAssembly);
        SyntaxNode? part = PartOf(mark);
        bool isAmong = false;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } kind || part is null || PartOf(attribute) != part)
            {
                continue;
            }

            if (attributes.IsOwn(kind))
            {
                // Behind the loss there are no layers, and there may be anything.
                isAmong = !IsLoss(kind, attributes);
                if (!isAmong)
                {
                    yield break;
                }
            }
            else if (isAmong && !attributes.IsLayer(kind) && !IsOfFramework(kind))
            {
                var syntax = (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax();
                yield return Diagnostic.Create(
                    Descriptors.NotALayer, syntax.GetLocation(), AttributeText.Of(attribute, syntax), type.Name, AttributeReader.Kind(mark.AttributeClass));
            }
        }
    }

    /// <summary>Layers on a class that has neither mark, or <see langword="null"/>.</summary>
    public static Diagnostic? OfNothing(INamedTypeSymbol type)
    {
        // An attribute that does not exist yet may become the mark.
        AttributeData? layer = type.GetAttributes().FirstOrDefault(static attribute =>
            attribute.AttributeClass is { } kind && LayerAttributes.RuntimeOf(kind) is not null);
        return layer?.ApplicationSyntaxReference is { } place
            && type.GetAttributes().All(static attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error })
                ? Diagnostic.Create(Descriptors.LayersOfNothing, place.GetSyntax().GetLocation(), type.Name)
                : null;
    }

    private static SyntaxNode? PartOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static bool IsLoss(INamedTypeSymbol kind, LayerAttributes attributes) =>
        attributes.IsLayer(kind)
        && !attributes.NamesBlocks(kind)
        && !kind.IsAbstract
        && LayerKinds.Create(new LayerDeclaration(AttributeReader.Kind(kind), EquatableArray<Argument>.Empty, string.Empty, 0)) is Loss;

    // [Obsolete], [DebuggerDisplay]: nobody takes them for layers.
    private static bool IsOfFramework(INamedTypeSymbol kind)
    {
        INamespaceSymbol space = kind.ContainingNamespace;
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name is "System" or "Microsoft";
    }
}
