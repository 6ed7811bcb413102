using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// What generated code needs of the project and of the class around it. Without it the compiler would report errors by
/// the dozen in code that nobody has written.
/// </summary>
internal static class CompilationRequirements
{
    /// <summary>The first version in which generated code compiles: it has collection expressions.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    /// <summary>
    /// Letters of a full name. The names of generated members are made of it, and metadata holds none of more than 1,023 letters.
    /// </summary>
    private const int LongestName = 800;

    // Generated code names everything from these two on.
    private static readonly string[] Roots = ["System", RuntimeNamespace];

    private const string RuntimeNamespace = "CnnGen";

    private static readonly Version GeneratorVersion = typeof(CompilationRequirements).Assembly.GetName().Version;

    /// <summary>Whether a runtime is the one that the generator writes code for.</summary>
    public static bool Fits(IAssemblySymbol runtime) => runtime.Identity.Version == GeneratorVersion;

    public static void Check(
        INamedTypeSymbol type, IAssemblySymbol runtime, TypeDeclarationSyntax syntax, Compilation compilation, List<Finding> findings)
    {
        CheckLanguage(type, syntax, findings);
        CheckRuntime(type, runtime, compilation, findings);
        CheckConstructor(type, compilation, findings);
        CheckName(type, findings);
    }

    private static void CheckLanguage(INamedTypeSymbol type, TypeDeclarationSyntax syntax, List<Finding> findings)
    {
        LanguageVersion version = ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion;
        if (version < OldestLanguage)
        {
            findings.Add(new Finding(
                DiagnosticId.LanguageTooOld,
                NetworkDeclaration.NetworkSite,
                [type.Name, version.ToDisplayString(), OldestLanguage.ToDisplayString()]));
        }
    }

    private static void CheckRuntime(INamedTypeSymbol type, IAssemblySymbol runtime, Compilation compilation, List<Finding> findings)
    {
        string? reason = null;
        if (!Fits(runtime))
        {
            reason = $"it is {runtime.Name} {runtime.Identity.Version.ToString(3)}, and the generator, {GeneratorVersion.ToString(3)}, "
                + "writes code for its own version alone. Reference both in the same version.";
        }
        else if (compilation.GetMetadataReference(runtime)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases
            && !aliases.Contains(MetadataReferenceProperties.GlobalAlias))
        {
            string alias = string.Join(",", aliases);
            reason = $"it has the alias {alias} alone, and not the global one. Set Aliases=\"global,{alias}\" on the reference.";
        }

        else if (Array.Find(Roots, root => !compilation.GlobalNamespace.GetTypeMembers(root, arity: 0).IsEmpty) is { } hidden)
        {
            reason = $"a type '{hidden}' outside of any namespace hides the namespace '{hidden}'. Rename it, or put it into a namespace.";
        }

        if (reason is not null)
        {
            findings.Add(new Finding(DiagnosticId.RuntimeDoesNotFit, NetworkDeclaration.NetworkSite, [type.Name, reason]));
        }
    }

    /// <summary>Whether the names of members that are made of a class's name are too long.</summary>
    public static bool IsNameTooLong(INamedTypeSymbol type) => DeclarationReader.FullName(type).Length > LongestName;

    private static void CheckName(INamedTypeSymbol type, List<Finding> findings)
    {
        int length = DeclarationReader.FullName(type).Length;
        if (IsNameTooLong(type))
        {
            findings.Add(new Finding(
                DiagnosticId.NotAClass,
                NetworkDeclaration.NameSite,
                [
                    AttributeText.Shortened(type.Name),
                    $"called by a name of {Literal.Grouped(length)} letters, namespaces and types around it included",
                    $"Use at most {Literal.Of(LongestName)}: the names of generated members are made of it.",
                ]));
        }
    }

    private static void CheckConstructor(INamedTypeSymbol type, Compilation compilation, List<Finding> findings)
    {
        if (type is not { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false })
        {
            return;
        }

        string? reason = null;
        if (type.InstanceConstructors.FirstOrDefault(IsPrimary) is { } primary)
        {
            reason = primary.Parameters.IsEmpty
                ? "which would have to call the one that the class's head declares. Remove the brackets behind the class's name."
                : "which has no values for the parameters behind the class's name. Take those in a constructor of its own that calls this(seed).";
        }
        else if (type.BaseType is { TypeKind: TypeKind.Class } parent
            && !parent.InstanceConstructors.Any(constructor =>
                TakesNothing(constructor) && compilation.IsSymbolAccessibleWithin(constructor, type)))
        {
            reason = $"which needs one of its base class '{parent.Name}' that takes no arguments. Add that to '{parent.Name}', or hold a '{parent.Name}' in a property of the network.";
        }

        if (reason is not null)
        {
            findings.Add(new Finding(DiagnosticId.NoConstructor, NetworkDeclaration.NameSite, [type.Name, reason]));
        }
    }

    /// <summary>Whether a constructor is the one that the head of its class declares.</summary>
    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>Whether a constructor can be called without arguments.</summary>
    public static bool TakesNothing(IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);
}
