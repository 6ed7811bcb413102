using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// An attribute as messages and tables show it: on one line, even around a string of several, and without the comments that
/// may stand inside, since they are no part of what is declared. Of a long list of numbers the first ones stand for the
/// others. An attribute that comes with an assembly is shown as it would be written.
/// </summary>
internal static class AttributeText
{
    /// <summary>Two sizes, and a kernel of 3×3.</summary>
    private const int MostArguments = 11;

    private const string Ellipsis = "…";

    /// <summary>Letters of a name in a message.</summary>
    private const int MostLetters = 60;

    // What C# takes for the end of a line.
    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    private static readonly ExpressionSyntax Others = SyntaxFactory.IdentifierName(Ellipsis);

    /// <param name="attribute">The attribute.</param>
    /// <param name="syntax">As it stands in the source; <see langword="null"/> where it comes with an assembly.</param>
    public static string Of(AttributeData attribute, AttributeSyntax? syntax) => syntax is null ? Of(attribute) : Of(syntax);

    /// <summary>A name as messages show it: of a very long one the beginning.</summary>
    public static string Shortened(string name) => name.Length <= MostLetters ? name : name.Substring(0, MostLetters) + Ellipsis;

    private static string Of(AttributeData attribute)
    {
        string[] positional = [.. attribute.ConstructorArguments.SelectMany(Values)];
        IEnumerable<string> shown = positional.Length > MostArguments ? positional.Take(MostArguments).Append(Ellipsis) : positional;
        string arguments = string.Join(
            ", ", shown.Concat(attribute.NamedArguments.Select(named => $"{named.Key} = {string.Join(", ", Values(named.Value))}")));
        return AttributeReader.Kind(attribute.AttributeClass!) + (arguments.Length == 0 ? string.Empty : $"({arguments})");
    }

    private static IEnumerable<string> Values(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array, IsNull: false } => constant.Values.SelectMany(Values),
        { Kind: TypedConstantKind.Enum, Type.ContainingNamespace: { IsGlobalNamespace: false } space } =>
            [constant.ToCSharpString().Replace(space.ToDisplayString() + ".", string.Empty)],
        _ => [constant.ToCSharpString()],
    };

    /// <summary>As it stands in the source.</summary>
    public static string Of(AttributeSyntax attribute) => OfPlain(attribute) ?? OfAny(attribute);

    // Most attributes hold a few numbers: those are put together from their words, a hundredth of the work of a new syntax tree.
    private static string? OfPlain(AttributeSyntax attribute)
    {
        if (attribute.Name is not IdentifierNameSyntax name || attribute.ContainsDiagnostics || attribute.ArgumentList?.Arguments.Count > MostArguments)
        {
            return null;
        }

        if (attribute.ArgumentList is not { } list)
        {
            return name.Identifier.Text;
        }

        List<string> arguments = [];
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            if (argument.NameColon is not null || Word(argument.Expression) is not { } word)
            {
                return null;
            }

            arguments.Add(argument.NameEquals is { } named ? $"{named.Name.Identifier.Text} = {word}" : word);
        }

        return $"{name.Identifier.Text}({string.Join(", ", arguments)})";
    }

    private static string? Word(ExpressionSyntax expression) =>
        expression.Kind() is SyntaxKind.NumericLiteralExpression or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
            ? ((LiteralExpressionSyntax)expression).Token.Text
            : null;

    // A string may hold characters that a terminal acts on.
    private static string OfAny(AttributeSyntax attribute) => Literal.Visible(string.Join(" ", Shorten(attribute.ReplaceTrivia(attribute.DescendantTrivia(), static (_, _) => default))
        .NormalizeWhitespace()
        .ToString()
        .Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Trim())));

    private static AttributeSyntax Shorten(AttributeSyntax attribute)
    {
        AttributeSyntax shorter = attribute.ReplaceNodes(
            attribute.DescendantNodes().OfType<InitializerExpressionSyntax>().Where(list => list.Expressions.Count > MostArguments),
            static (_, list) => list.WithExpressions(SyntaxFactory.SeparatedList(list.Expressions.Take(MostArguments).Append(Others))));

        // Arguments by position stand in front of those by the name of a property.
        return shorter.ArgumentList is { Arguments: var all } arguments
            && all.Count(argument => argument.NameEquals is null) is > MostArguments and var count
                ? shorter.WithArgumentList(arguments.WithArguments(SyntaxFactory.SeparatedList(
                    all.Take(MostArguments).Append(SyntaxFactory.AttributeArgument(Others)).Concat(all.Skip(count)))))
                : shorter;
    }
}
