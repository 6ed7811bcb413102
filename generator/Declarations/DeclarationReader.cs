using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads a class that bears a network attribute. Nothing behind this folder sees the compiler's symbols.</summary>
internal static class DeclarationReader
{
    public const string NetworkAttribute = "CnnGen.NetworkAttribute";
    private const string RuntimeAssembly = "CnnGen";
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
        if (type.Name.Length == 0
            || network.AttributeClass?.ContainingAssembly is not { Name: RuntimeAssembly } runtime
            || HasSyntaxErrors(syntax.AttributeLists)
            || IsDeclaredTwice(type, network)
            || network.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax networkSyntax
            || Arguments(network, networkSyntax) is not { Length: > 0 } arguments)
        {
            return null;
        }

        List<Location> sites = [syntax.Identifier.GetLocation(), networkSyntax.GetLocation()];
        List<Finding> findings = [];
        CheckType(type, syntax, sites, findings, cancellation);
        Surroundings.Check(type, runtime, syntax, context.SemanticModel.Compilation, findings);

        List<LayerDeclaration> layers = [];
        bool knowsLayers = findings.All(finding => finding.Id != DiagnosticId.RuntimeDoesNotFit);
        foreach (AttributeData attribute in knowsLayers ? type.GetAttributes() : ImmutableArray<AttributeData>.Empty)
        {
            if (attribute.AttributeClass is not { } kind
                || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax layerSyntax)
            {
                continue;
            }

            // Nobody can tell whether an attribute that does not exist was to be a layer.
            if (kind.TypeKind == TypeKind.Error)
            {
                return null;
            }

            if (!IsLayer(kind, runtime))
            {
                continue;
            }

            if (!SymbolEqualityComparer.Default.Equals(kind.ContainingAssembly, runtime)
                || Arguments(attribute, layerSyntax) is not { } layerArguments)
            {
                return null;
            }

            string text = AttributeText.Of(layerSyntax);
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
            layers.Add(new LayerDeclaration(name, layerArguments.ToEquatableArray(), text, site));
        }

        var declaration = new NetworkDeclaration(
            Identity(type),
            arguments.Take(network.ConstructorArguments.Length).Select(argument => (int)argument.Value).ToEquatableArray(),
            Budgets(network, networkSyntax, sites).ToEquatableArray(),
            layers.ToEquatableArray(),
            findings.ToEquatableArray());
        return new Candidate(declaration, sites.ToEquatableArray());
    }

    // A warning, as of #warning between the attributes, is none.
    private static bool HasSyntaxErrors(SyntaxList<AttributeListSyntax> lists) => lists.Any(static list =>
        list.ContainsDiagnostics && list.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static bool IsDeclaredTwice(INamedTypeSymbol type, AttributeData network) => type.GetAttributes()
        .Count(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, network.AttributeClass)) > 1;

    private static bool IsLayer(INamedTypeSymbol? kind, IAssemblySymbol runtime) =>
        kind is not null && (IsLayerItself(kind, runtime) || IsLayer(kind.BaseType, runtime));

    private static bool IsLayerItself(INamedTypeSymbol kind, IAssemblySymbol runtime) =>
        SymbolEqualityComparer.Default.Equals(kind.ContainingAssembly, runtime) && kind.ToDisplayString() == LayerAttribute;

    // Not as arguments of a layer: bytes may be more than a double counts.
    private static List<BudgetDeclaration> Budgets(AttributeData network, AttributeSyntax syntax, List<Location> sites)
    {
        List<BudgetDeclaration> budgets = [];
        foreach (KeyValuePair<string, TypedConstant> named in network.NamedArguments)
        {
            AttributeArgumentSyntax argument = syntax.ArgumentList!.Arguments.First(
                argument => argument.NameEquals?.Name.Identifier.ValueText == named.Key);
            budgets.Add(new BudgetDeclaration(named.Key, Convert.ToInt64(named.Value.Value, CultureInfo.InvariantCulture), sites.Count));
            sites.Add(argument.GetLocation());
        }

        return budgets;
    }

    private static ImmutableArray<Argument>? Arguments(AttributeData attribute, AttributeSyntax syntax)
    {
        // An argument that names no property is left out by the compiler, which has reported it.
        if (attribute.AttributeConstructor is not { } constructor
            || attribute.AttributeClass!.IsAbstract
            || attribute.NamedArguments.Length != (syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0))
        {
            return null;
        }

        ImmutableArray<Argument>.Builder arguments = ImmutableArray.CreateBuilder<Argument>();
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            if (!Add(constructor.Parameters[i].Name, attribute.ConstructorArguments[i]))
            {
                return null;
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (!Add(named.Key, named.Value))
            {
                return null;
            }
        }

        return arguments.ToImmutable();

        // An array that is null is one without items.
        bool Add(string name, TypedConstant constant)
        {
            if (constant.Kind == TypedConstantKind.Array)
            {
                return constant.IsNull || constant.Values.All(item => Add(name, item));
            }

            double? number = Number(constant);
            arguments.Add(new Argument(name, number ?? 0));
            return number is not null;
        }
    }

    private static double? Number(TypedConstant constant) => constant.Value switch
    {
        int value => value,
        long value => value,
        bool value => value ? 1 : 0,
        float value => value,
        double value => value,
        _ => null,
    };

    private static void CheckType(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, List<Location> sites, List<Finding> findings, CancellationToken cancellation)
    {
        foreach ((string what, string wayOut) in NotOrdinary(type))
        {
            findings.Add(new Finding(DiagnosticId.NotAClass, NetworkDeclaration.NameSite, [type.Name, what, wayOut]));
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

    private static IEnumerable<(string What, string WayOut)> NotOrdinary(INamedTypeSymbol type)
    {
        if (type.IsRecord || type.TypeKind != TypeKind.Class)
        {
            yield return ($"{(type.TypeKind == TypeKind.Interface ? "an" : "a")} {Keyword(type)}", "Declare it as a class.");
        }
        else if (type.IsStatic || type.IsAbstract)
        {
            string modifier = type.IsStatic ? "static" : "abstract";
            yield return (modifier, $"Remove the modifier '{modifier}'.");
        }

        if (IsFileLocal(type))
        {
            yield return (type.IsFileLocal ? "local to its file" : "inside a type that is local to its file", "Remove the modifier 'file'.");
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
            KernelRoot(containing.Count) + string.Join(".", spaces.Concat(names).Select(Identifier.Escape)),
            type.GetMembers()
                .Where(member => member is { IsImplicitlyDeclared: false, Name.Length: > 0 } and not IMethodSymbol { AssociatedSymbol: not null })
                .Select(NameOf)
                .Where(name => GeneratedMembers.MayBear(name, type.Name))
                .ToEquatableArray(),
            HasRequiredMembers(type));
    }

    // A number of its own for each depth of nesting: the names of namespaces and types alone would be those of another
    // network, with a namespace where this one has a type.
    private static string KernelRoot(int depth) => $"CnnGen.Generated{(depth == 0 ? string.Empty : Literal.Of(depth))}.";

    private static bool HasRequiredMembers(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        || (type.BaseType is { } parent && HasRequiredMembers(parent));

    // A constructor, and a method of which there may be several, are taken with their parameters alone.
    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => Signature(constructor.ContainingType.Name, constructor),
        IMethodSymbol method when GeneratedMembers.IsOverloaded(method.Name) => Signature(method.Arity > 0 ? method.Name + "<>" : method.Name, method),
        _ => member.Name,
    };

    private static string Signature(string name, IMethodSymbol method) =>
        $"{name}({string.Join(", ", method.Parameters.Select(parameter =>
            (parameter.RefKind == RefKind.None ? string.Empty : "ref ")
            + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::System.", string.Empty)))})";

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };
}
