using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Text;

/// <summary>Names as source text.</summary>
internal static class Identifier
{
    // Words that some place of the language reads as something else, though the compiler's list of keywords lacks them.
    private static readonly HashSet<string> Ambiguous = ["_", "dynamic", "extension", "field", "nint", "notnull", "nuint", "unmanaged", "var"];

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || Ambiguous.Contains(name)
            ? "@" + name
            : name;
}
