using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// What generated code needs of the project and of the class around it. Without it the compiler would report errors by
/// the dozen in code that nobody has written.
/// </summary>
internal static class Surroundings
{
    /// <summary>The first version in which generated code compiles: it has collection expressions.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    private static readonly Version GeneratorVersion = typeof(Surroundings).Assembly.GetName().Version;

    public static void Check(
        INamedTypeSymbol type, IAssemblySymbol runtime, TypeDeclarationSyntax syntax, Compilation compilation, List<Finding> findings)
    {
        CheckLanguage(type, syntax, findings);
        CheckRuntime(type, runtime, compilation, findings);
        CheckConstructor(type, compilation, findings);
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
        if (runtime.Identity.Version != GeneratorVersion)
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

        if (reason is not null)
        {
            findings.Add(new Finding(DiagnosticId.RuntimeDoesNotFit, NetworkDeclaration.NetworkSite, [type.Name, reason]));
        }
    }

    private static void CheckConstructor(INamedTypeSymbol type, Compilation compilation, List<Finding> findings)
    {
        if (type is not { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false })
        {
            return;
        }

        string? reason = null;
        if (type.InstanceConstructors.Any(IsPrimary))
        {
            reason = "which has no values for the parameters behind the class's name. Take those in a constructor of its own that calls this(seed).";
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

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static bool TakesNothing(IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);
}
