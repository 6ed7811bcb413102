using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Declarations;

/// <summary>The names of the blocks of a network: that of its class, with a number from the second use on, or the one that is given.</summary>
internal sealed class BlockNames
{
    /// <summary>Letters of a path: names in generated code are made of two of them, and metadata holds none of more than 1,023 letters.</summary>
    private const int LongestPath = 400;

    private readonly Dictionary<string, int> _numbers = [];

    // Without regard to case, as files are told apart.
    private readonly HashSet<string> _members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the names of a block's layers begin with.</summary>
    /// <param name="block">The name of the block's class.</param>
    /// <param name="given">The name that its use gives it, or <see langword="null"/>.</param>
    /// <param name="around">The path of the block around it, or <see langword="null"/>.</param>
    /// <param name="misfit">Why it cannot have the name that is given, or its own, and what to do about it; <see langword="null"/> where it can.</param>
    public string PathOf(string block, string? given, string? around, out string? misfit)
    {
        bool isName = given is null || SyntaxFacts.IsValidIdentifier(given);
        string path = Join(around, isName && given is not null ? given : Numbered(around, char.ToLowerInvariant(block[0]) + block.Substring(1)));
        misfit = !isName ? "names of layers and files begin with it. Use letters and digits, a letter first."
            : path.Length > LongestPath ? $"with the blocks around it that would be {Literal.Of(path.Length)} letters, of at most {Literal.Of(LongestPath)}. Use shorter names, or fewer blocks inside each other."
            : !_members.Add(MemberName.Of(path)) ? "another block here has that name, in files that are told apart without regard to case. Give one of the two another Name."
            : null;
        return path;
    }

    private string Numbered(string? around, string name)
    {
        string path = Join(around, name);
        int number = _numbers[path] = _numbers.TryGetValue(path, out int last) ? last + 1 : 1;
        return number == 1 ? name : name + Literal.Of(number);
    }

    private static string Join(string? around, string name) => around is null ? name : $"{around}.{name}";
}
