using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads a class that bears a network attribute. Nothing behind this folder sees the compiler's symbols.</summary>
internal static class DeclarationReader
{
    public const string NetworkAttribute = "CnnGen.NetworkAttribute";

    /// <summary>The name of the runtime's assembly, and of the namespace of its attributes.</summary>
    public const string RuntimeAssembly = "CnnGen";


    /// <summary>The way out where a network is to be a block as well.</summary>
    public const string ShareLayers = "Move the layers that networks are to share into a class of their own that bears [Block].";

    private static readonly SymbolDisplayFormat NestedName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>The name of a class, as metadata writes it.</summary>
    public static string FullName(INamedTypeSymbol type)
    {
        string name = NameInMetadata(type);
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{NameInMetadata(outer)}+{name}";
        }

        return string.Join(".", Namespaces(type).Append(name));
    }

    /// <summary>The network attribute of a class, the first where there are several, or <see langword="null"/>.</summary>
    public static AttributeData? NetworkMark(INamedTypeSymbol type) => Mark(type, nameof(NetworkAttribute));

    /// <summary>The block attribute of a class, or <see langword="null"/>.</summary>
    public static AttributeData? BlockMark(INamedTypeSymbol type) => Mark(type, "BlockAttribute");

    /// <summary>The declaration, as far as it can be read, or <see langword="null"/> where it is none of a network's.</summary>
    public static Candidate? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) => Read(
        (INamedTypeSymbol)context.TargetSymbol,
        (TypeDeclarationSyntax)context.TargetNode,
        context.Attributes[0],
        context.SemanticModel.Compilation,
        cancellation);

    /// <inheritdoc cref="Read(GeneratorAttributeSyntaxContext, CancellationToken)"/>
    /// <param name="type">The class.</param>
    /// <param name="syntax">The part of it that has the attribute.</param>
    /// <param name="network">The network attribute.</param>
    /// <param name="compilation">What the class belongs to.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Candidate? Read(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, AttributeData network, Compilation compilation, CancellationToken cancellation)
    {
        if (IsWithoutName(type)
            || network.AttributeClass?.ContainingAssembly is not { Name: RuntimeAssembly } runtime
            || network.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax networkSyntax
            || NetworkMark(type)?.ApplicationSyntaxReference is not { } first
            || (first.SyntaxTree, first.Span) != (networkSyntax.SyntaxTree, networkSyntax.Span)
            || networkSyntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() != syntax)
        {
            return null;
        }

        List<DiagnosticLocation> sites = [new(syntax.Identifier.GetLocation()), new(networkSyntax.GetLocation())];
        List<Finding> findings = [];
        CheckType(type, syntax, sites, findings, cancellation);
        CompilationRequirements.Check(type, runtime, syntax, compilation, findings);

        LayerAttributes attributes = new(runtime);
        LayerReader layers = new(type, attributes, sites, findings, cancellation);
        if (attributes.BlockMark(type) is not null)
        {
            findings.Add(new Finding(DiagnosticId.CannotBeABlock, NetworkDeclaration.NetworkSite, [type.Name, "it bears [Network]", ShareLayers]));
        }

        // Of another runtime nobody can tell what is a layer.
        if (findings.All(finding => finding.Id != DiagnosticId.RuntimeDoesNotFit))
        {
            layers.Read(type, network, block: null);
        }

        EquatableArray<Argument>? arguments = AttributeReader.Arguments(network, networkSyntax);
        var declaration = new NetworkDeclaration(
            Identity(type, cancellation),
            (arguments ?? EquatableArray<Argument>.Empty).Take(network.ConstructorArguments.Length).Select(argument => (int)argument.Value).ToEquatableArray(),
            (arguments is null ? [] : Budgets(network, networkSyntax, sites)).ToEquatableArray(),
            layers.Layers.ToEquatableArray(),
            findings.ToEquatableArray())
        {
            SecondPart = findings.Exists(finding => finding.Id == DiagnosticId.RuntimeDoesNotFit) ? null : SecondPart.Of(type, syntax, compilation),
            IsUnfinished = arguments is not { Count: > 0 } || !layers.AreFinished || AttributeReader.IsAmongErrors(type, network, syntax),
        };
        return new Candidate(declaration, sites.ToEquatableArray());
    }

    /// <summary>
    /// A block that no network uses, as a network of its layers with an input that is not known; <see langword="null"/> while the
    /// compiler itself has an error to report on it.
    /// </summary>
    public static Candidate? ReadBlock(INamedTypeSymbol type, TypeDeclarationSyntax syntax, AttributeData mark, CancellationToken cancellation)
    {
        List<DiagnosticLocation> sites = [new(syntax.Identifier.GetLocation()), new(mark.ApplicationSyntaxReference!.GetSyntax(cancellation).GetLocation())];
        List<Finding> findings = [];
        LayerReader layers = new(type, new LayerAttributes(mark.AttributeClass!.ContainingAssembly), sites, findings, cancellation);
        layers.Read(type, mark, block: null);
        return layers.AreFinished
            ? new Candidate(
                new NetworkDeclaration(
                    Identity(type, cancellation), EquatableArray<int>.Empty, EquatableArray<ResourceLimit>.Empty, layers.Layers.ToEquatableArray(), findings.ToEquatableArray()),
                sites.ToEquatableArray())
            : null;
    }

    private static AttributeData? Mark(INamedTypeSymbol type, string name) => type.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: RuntimeAssembly, ContainingNamespace.IsGlobalNamespace: true } } kind
        && kind.Name == name
        && kind.ContainingAssembly?.Name == RuntimeAssembly);

    // Not as arguments of a layer: bytes may be more than a double counts.
    private static List<ResourceLimit> Budgets(AttributeData network, AttributeSyntax syntax, List<DiagnosticLocation> sites)
    {
        List<ResourceLimit> budgets = [];
        foreach (KeyValuePair<string, TypedConstant> named in network.NamedArguments)
        {
            AttributeArgumentSyntax argument = syntax.ArgumentList!.Arguments.First(
                argument => argument.NameEquals?.Name.Identifier.ValueText == named.Key);
            budgets.Add(new ResourceLimit(named.Key, Convert.ToInt64(named.Value.Value, CultureInfo.InvariantCulture), sites.Count));
            sites.Add(new DiagnosticLocation(argument.GetLocation()));
        }

        return budgets;
    }

    private static void CheckType(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, List<DiagnosticLocation> sites, List<Finding> findings, CancellationToken cancellation)
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
                sites.Add(new DiagnosticLocation(outerSyntax.Identifier.GetLocation()));
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
            // A closed class is abstract without saying so.
            string modifier = type.IsStatic ? "static" : HasModifier(type, "closed") ? "closed" : "abstract";
            yield return (modifier, $"Remove the modifier '{modifier}'.");
        }

        if (IsFileLocal(type))
        {
            yield return (type.IsFileLocal ? "local to its file" : "inside a type that is local to its file", "Remove the modifier 'file'.");
        }
    }

    private static bool HasModifier(INamedTypeSymbol type, string modifier) => type.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(word => word.ValueText == modifier));

    // A type that is not finished, or stands in an extension block, where the compiler allows none.
    private static bool IsWithoutName(INamedTypeSymbol type) =>
        type.Name.Length == 0 || (type.ContainingType is { } outer && IsWithoutName(outer));

    /// <summary>Whether no other file can name a type.</summary>
    public static bool IsFileLocal(INamedTypeSymbol type) =>
        type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static TypeIdentity Identity(INamedTypeSymbol type, CancellationToken cancellation)
    {
        List<string> containing = [];
        List<string> names = [type.Name];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Insert(0, $"partial {Keyword(outer)} {Identifier.Escape(outer.Name)}{TypeParameters(outer)}");
            names.Insert(0, outer.Name);
        }

        List<string> spaces = Namespaces(type);
        return new TypeIdentity(
            string.Join(".", spaces.Select(Identifier.Escape)),
            containing.ToEquatableArray(),
            type.Name,
            Identifier.Escape(type.Name),
            FullName(type),
            KernelRoot(containing.Count) + string.Join(".", spaces.Concat(names).Select(Identifier.Escape)),
            type.GetMembers()
                .Where(member => member is { IsImplicitlyDeclared: false, Name.Length: > 0 } and not IMethodSymbol { AssociatedSymbol: not null }
                    && !GeneratedMembers.Include(member)
                    && !(member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && CompilationRequirements.IsPrimary(constructor)))
                .Select(NameOf)
                .Where(name => GeneratedMembers.MayBear(name, type.Name))
                .ToEquatableArray(),
            HasRequiredMembers(type),
            HasSummary(type, cancellation));
    }

    // That of a type that is local to its file has the file in it besides.
    private static string NameInMetadata(INamedTypeSymbol type) => type.Arity == 0 ? type.Name : $"{type.Name}`{Literal.Of(type.Arity)}";

    /// <summary>The type parameters of a type as source text: <c>&lt;T&gt;</c>.</summary>
    public static string TypeParameters(INamedTypeSymbol type) => type.Arity == 0
        ? string.Empty
        : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Identifier.Escape(parameter.Name)))}>";

    private static List<string> Namespaces(INamedTypeSymbol type)
    {
        List<string> spaces = [];
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            spaces.Insert(0, space.Name);
        }

        return spaces;
    }

    // A number of its own for each depth of nesting: the names of namespaces and types alone would be those of another
    // network, with a namespace where this one has a type.
    private static string KernelRoot(int depth) => $"CnnGen.Generated{(depth == 0 ? string.Empty : Literal.Of(depth))}.";

    private static bool HasRequiredMembers(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        || (type.BaseType is { } parent && HasRequiredMembers(parent));

    // The documentation of all parts of a class is put together, and a second summary would stand beside the user's.
    private static bool HasSummary(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax(cancellation).GetLeadingTrivia())
        .Select(trivia => trivia.GetStructure())
        .OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(comment => comment.Content)
        .Any(node => node is XmlElementSyntax { StartTag.Name.LocalName.ValueText: "summary" }
            or XmlEmptyElementSyntax { Name.LocalName.ValueText: "inheritdoc" or "include" });

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

    /// <summary>The kind of a type, as it is written: newer versions of C# have some that this compiler does not know.</summary>
    public static string Keyword(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax syntax
            ? syntax is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword } ? "record struct" : syntax.Keyword.ValueText
            : "class";
}
