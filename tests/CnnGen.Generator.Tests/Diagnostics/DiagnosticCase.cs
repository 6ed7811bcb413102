using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>A declaration with everything that is wrong with it.</summary>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="Markup">The declaration; <c>{|CNN2003:text|}</c> marks what a diagnostic underlines.</param>
/// <param name="Messages">The message of each mark, in the order of the marks' starts.</param>
public sealed record DiagnosticCase(string Name, string Markup, params string[] Messages)
{
    private const string Start = "{|";
    private const string End = "|}";

    /// <summary>Errors of the compiler itself, where the declaration is not even C#.</summary>
    public string[] CompilerErrors { get; init; } = [];

    /// <summary>What stands in front of it.</summary>
    public string Head { get; init; } = "using CnnGen;\n";

    /// <summary>The version of C# in which it is written.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    /// <summary>Another runtime than the one that belongs to the generator.</summary>
    public MetadataReference? Runtime { get; init; }

    /// <summary>Whether the analyzer alone reports it, since networks have their code all the same.</summary>
    public bool IsOfAnalyzer { get; init; }

    /// <summary>Release or Debug.</summary>
    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Release;

    /// <summary>The networks for which code is written all the same.</summary>
    public string[] Emitted { get; init; } = [];

    /// <summary>The declaration without its marks, and the marks in the order of their starts.</summary>
    public (string Source, IReadOnlyList<Mark> Marks) Parse()
    {
        string text = Head + Markup;
        List<Mark> marks = [];
        Stack<Mark> open = [];
        string source = string.Empty;
        while (text.Length > 0)
        {
            if (text.StartsWith(Start, StringComparison.Ordinal))
            {
                string id = text[Start.Length..text.IndexOf(':', StringComparison.Ordinal)];
                open.Push(new Mark(id, new TextSpan(source.Length, 0)));
                text = text[(Start.Length + id.Length + 1)..];
            }
            else if (text.StartsWith(End, StringComparison.Ordinal))
            {
                Mark mark = open.Pop();
                marks.Add(mark with { Span = TextSpan.FromBounds(mark.Span.Start, source.Length) });
                text = text[End.Length..];
            }
            else
            {
                source += text[0];
                text = text[1..];
            }
        }

        return (source, [.. marks.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>What a diagnostic underlines.</summary>
    public readonly record struct Mark(string Id, TextSpan Span);
}
