using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// What a second part of a class that is to be a network can be, where no code can be written for it: of a record another part of that, of a
/// struct one without the contract.
/// </summary>
/// <param name="Keyword"><c>class</c>, <c>record</c>, <c>struct</c>.</param>
/// <param name="TypeParameters">As written after its name: <c>&lt;T&gt;</c>; mostly none.</param>
/// <param name="HasContract">Whether it can implement what the runtime asks of networks.</param>
/// <param name="ConstructorCall">What its constructor has to call, <c> : base(default(string))</c>; empty where that is nothing, <see langword="null"/> where it can have none.</param>
/// <param name="LoadsEmbedded">Whether a member can create one of it, for the weights that are embedded.</param>
internal sealed record SecondPart(string Keyword, string TypeParameters, bool HasContract, string? ConstructorCall, bool LoadsEmbedded)
{
    // Generated files say how they take null.
    private const LanguageVersion Oldest = LanguageVersion.CSharp8;

    // The contract has static members, and parameters that may only be read.
    private const LanguageVersion OldestWithContract = LanguageVersion.CSharp12;

    /// <summary>That of a class which can be a network.</summary>
    public static SecondPart Ordinary { get; } = new("class", string.Empty, HasContract: true, ConstructorCall: string.Empty, LoadsEmbedded: true);

    /// <summary>The part that a class can have, or <see langword="null"/> where it can have none.</summary>
    /// <remarks>
    /// A class without <c>partial</c> can: the compiler then asks for the modifier too (CS0260), at the same name, so that two errors say the
    /// same. Without the part there would be one, and another wherever the network is used. A type cannot that is local to its file, since
    /// no other file can name it; nor a static class or an interface, whose every use as a network is wrong by itself; nor one of several
    /// types of one name.
    /// </remarks>
    public static SecondPart? Of(INamedTypeSymbol type, TypeDeclarationSyntax syntax, Compilation compilation)
    {
        LanguageVersion language = ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion;
        string keyword = DeclarationReader.Keyword(type);
        if (keyword is not ("class" or "record" or "struct" or "record struct")
            || type.IsStatic
            || DeclarationReader.IsFileLocal(type)
            || language < Oldest
            || HasNamesakes(type))
        {
            return null;
        }

        bool hasContract = type.TypeKind == TypeKind.Class && language >= OldestWithContract && !CompilationRequirements.IsNameTooLong(type);
        string? call = CallOfConstructor(type, compilation);
        return new SecondPart(
            keyword,
            DeclarationReader.TypeParameters(type),
            hasContract,
            call,
            keyword == "class" && hasContract && call is not null && !type.IsAbstract && !type.IsGenericType);
    }

    // Files of networks are told apart by their names.
    private static bool HasNamesakes(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? outer.GetTypeMembers(type.Name, type.Arity).Length > 1 || HasNamesakes(outer)
        : type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity).Length > 1;

    private static string? CallOfConstructor(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.InstanceConstructors.FirstOrDefault(CompilationRequirements.IsPrimary) is { } primary)
        {
            return primary.Parameters.Length == 1 && primary.Parameters[0].Type.SpecialType == SpecialType.System_Int32 ? null : Call("this", primary);
        }

        if (type.TypeKind != TypeKind.Class || type.BaseType is not { TypeKind: TypeKind.Class } parent)
        {
            return string.Empty;
        }

        IMethodSymbol[] accessible = [.. parent.InstanceConstructors.Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, type))];
        return accessible.Any(CompilationRequirements.TakesNothing)
            ? string.Empty
            : accessible.OrderBy(constructor => constructor.Parameters.Length).Select(constructor => Call("base", constructor)).FirstOrDefault(call => call is not null);
    }

    // Each argument says its type, so that no other constructor is meant.
    private static string? Call(string target, IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter =>
            parameter.RefKind is RefKind.None or RefKind.In && parameter.Type.TypeKind is not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer))
            ? $" : {target}({string.Join(", ", constructor.Parameters.Select(parameter => $"default({parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})"))})"
            : null;
}
