using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>Reads one attribute. Its syntax is <see langword="null"/> where it comes with an assembly.</summary>
internal static class AttributeReader
{
    private const string Suffix = "Attribute";

    /// <summary>Whether the compiler itself has an error to report on the attributes beside one, or on how often that stands there.</summary>
    public static bool IsAmongErrors(INamedTypeSymbol type, AttributeData attribute, TypeDeclarationSyntax? part) =>
        (part is not null && HasSyntaxErrors(part.AttributeLists))
        || type.GetAttributes().Count(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass)) > 1;

    /// <summary>Whether the compiler could bind it and all of its arguments.</summary>
    public static bool IsBound(AttributeData attribute, AttributeSyntax? syntax) =>
        attribute.AttributeConstructor is not null
        && !attribute.AttributeClass!.IsAbstract
        && (syntax is null
            || (attribute.NamedArguments.Length == NamedArguments(syntax)
                && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value)).All(argument => !IsError(argument))));

    /// <summary>The arguments, or <see langword="null"/> where one of them is no number.</summary>
    public static EquatableArray<Argument>? Arguments(AttributeData attribute, AttributeSyntax? syntax)
    {
        if (!IsBound(attribute, syntax))
        {
            return null;
        }

        List<Argument> arguments = [];
        bool areNumbers = attribute.ConstructorArguments
            .Select((constant, i) => (attribute.AttributeConstructor!.Parameters[i].Name, constant))
            .Concat(attribute.NamedArguments.Select(named => (named.Key, named.Value)))
            .All(argument => Add(argument.Item1, argument.Item2));
        return areNumbers ? arguments.ToEquatableArray() : null;

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

    /// <summary>The numbers among the properties of an attribute that names blocks.</summary>
    public static EquatableArray<Argument> Numbers(AttributeData attribute) => attribute.NamedArguments
        .Where(named => named.Value.Kind == TypedConstantKind.Primitive && Number(named.Value) is not null)
        .Select(named => new Argument(named.Key, Number(named.Value)!.Value))
        .ToEquatableArray();

    /// <summary>The name of the attribute's class without its suffix: <c>Conv2D</c>.</summary>
    public static string Kind(INamedTypeSymbol kind) => kind.Name.EndsWith(Suffix, StringComparison.Ordinal)
        ? kind.Name.Substring(0, kind.Name.Length - Suffix.Length)
        : kind.Name;

    // A warning, as of #warning between the attributes, is none.
    private static bool HasSyntaxErrors(SyntaxList<AttributeListSyntax> lists) => lists.Any(static list =>
        list.ContainsDiagnostics && list.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    // An argument that names no property is left out by the compiler, which has reported it.
    private static int NamedArguments(AttributeSyntax syntax) =>
        syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0;

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant.Kind == TypedConstantKind.Type && constant.Value is IErrorTypeSymbol)
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsError));

    private static double? Number(TypedConstant constant) => constant.Value switch
    {
        int value => value,
        long value => value,
        bool value => value ? 1 : 0,
        float value => value,
        double value => value,
        _ => null,
    };
}
