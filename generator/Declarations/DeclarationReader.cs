using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads a class that bears a network attribute. Nothing behind this folder sees the compiler's symbols.</summary>
internal static class DeclarationReader
{
    public const string NetworkAttribute = "CnnGen.NetworkAttribute";
    private const string LayerAttribute = "CnnGen.LayerAttribute";
    private const string AttributeSuffix = "Attribute";

    private static readonly SymbolDisplayFormat NestedName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>The declaration, or <see langword="null"/> while the compiler itself has an error to report on it.</summary>
    public static Candidate? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        AttributeData network = context.Attributes[0];
        if (Arguments(network) is not { } input || network.ApplicationSyntaxReference?.GetSyntax(cancellation) is not { } networkSyntax)
        {
            return null;
        }

        List<Location> sites = [syntax.Identifier.GetLocation(), networkSyntax.GetLocation()];
        List<Finding> findings = [];
        CheckType(type, syntax, sites, findings, cancellation);

        List<LayerDeclaration> layers = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { BaseType: { } parent } kind
                || parent.ToDisplayString() != LayerAttribute
                || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax layerSyntax)
            {
                continue;
            }

            if (Arguments(attribute) is not { } arguments)
            {
                return null;
            }

            string text = Text(layerSyntax);
            int site = sites.Count;
            sites.Add(layerSyntax.GetLocation());
            if (layerSyntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() != syntax)
            {
                findings.Add(new Finding(DiagnosticId.LayerOnAnotherPart, site, [text, type.Name]));
                continue;
            }

            string name = kind.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal)
                ? kind.Name.Substring(0, kind.Name.Length - AttributeSuffix.Length)
                : kind.Name;
            layers.Add(new LayerDeclaration(name, arguments.ToEquatableArray(), text, site));
        }

        var declaration = new NetworkDeclaration(
            Identity(type),
            input.Select(argument => (int)argument.Value).ToEquatableArray(),
            layers.ToEquatableArray(),
            findings.ToEquatableArray());
        return new Candidate(declaration, sites.ToEquatableArray());
    }

    private static ImmutableArray<Argument>? Arguments(AttributeData attribute)
    {
        if (attribute.AttributeConstructor is not { } constructor)
        {
            return null;
        }

        ImmutableArray<Argument>.Builder arguments = ImmutableArray.CreateBuilder<Argument>();
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            if (Number(attribute.ConstructorArguments[i]) is not { } value)
            {
                return null;
            }

            arguments.Add(new Argument(constructor.Parameters[i].Name, value));
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (Number(named.Value) is not { } value)
            {
                return null;
            }

            arguments.Add(new Argument(named.Key, value));
        }

        return arguments.ToImmutable();
    }

    private static double? Number(TypedConstant constant) => constant.Value switch
    {
        int value => value,
        bool value => value ? 1 : 0,
        float value => value,
        double value => value,
        _ => null,
    };

    // On one line, and without the comments that may stand inside: they are no part of what is declared.
    private static string Text(AttributeSyntax attribute) => attribute
        .ReplaceTrivia(attribute.DescendantTrivia(), static (_, _) => default)
        .NormalizeWhitespace()
        .ToString();

    private static void CheckType(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, List<Location> sites, List<Finding> findings, CancellationToken cancellation)
    {
        if (type.IsRecord || type.TypeKind != TypeKind.Class || type.IsStatic || type.IsAbstract || IsFileLocal(type))
        {
            findings.Add(new Finding(DiagnosticId.NotAClass, NetworkDeclaration.NameSite, [type.Name]));
        }

        if (type.IsGenericType)
        {
            findings.Add(new Finding(DiagnosticId.Generic, NetworkDeclaration.NameSite, [type.Name, type.ToDisplayString(NestedName)]));
        }

        if (!IsPartial(syntax))
        {
            findings.Add(new Finding(DiagnosticId.NotPartial, NetworkDeclaration.NameSite, [type.Name, type.Name]));
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is TypeDeclarationSyntax outerSyntax && !IsPartial(outerSyntax))
            {
                findings.Add(new Finding(DiagnosticId.NotPartial, sites.Count, [outer.Name, type.Name]));
                sites.Add(outerSyntax.Identifier.GetLocation());
            }
        }
    }

    private static bool IsFileLocal(INamedTypeSymbol type) =>
        type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static TypeIdentity Identity(INamedTypeSymbol type)
    {
        List<string> containing = [];
        List<string> names = [type.Name];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Insert(0, $"partial {Keyword(outer)} {Identifier.Escape(outer.Name)}");
            names.Insert(0, outer.Name);
        }

        List<string> spaces = [];
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            spaces.Insert(0, space.Name);
        }

        return new TypeIdentity(
            string.Join(".", spaces.Select(Identifier.Escape)),
            containing.ToEquatableArray(),
            type.Name,
            Identifier.Escape(type.Name),
            string.Join(".", spaces.Append(string.Join("+", names))),
            "CnnGen.Generated." + string.Join(".", spaces.Append(string.Join("__", names)).Select(Identifier.Escape)),
type.GetMembers()
                .Where(member => !member.IsImplicitlyDeclared)
                .Select(NameOf)
                .Where(name => GeneratedMembers.MayBear(name, type.Name))
                .ToEquatableArray());
    }

    // A constructor, and a method of which there may be several, are taken with their parameters alone.
    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => Signature(constructor.ContainingType.Name, constructor),
        IMethodSymbol { Name: "Predict" } method => Signature(method.Name, method),
        _ => member.Name,
    };

    private static string Signature(string name, IMethodSymbol method) =>
        $"{name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})";

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };

}
