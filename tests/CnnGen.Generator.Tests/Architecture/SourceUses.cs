using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Architecture;

/// <summary>Which files of a project use types of which others, as the compiler sees it.</summary>
internal static class SourceUses
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("CnnGen", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The source of a project.</summary>
    /// <param name="project">Its folder.</param>
    public static IReadOnlyDictionary<string, string> Read(string project) => Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(project, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
        .Where(file => file.Path.Split('/')[0] is not ("bin" or "obj"))
        .ToDictionary(file => file.Path, file => file.Text);

    /// <summary>Every type of another file that a file uses, once.</summary>
    /// <param name="files">The project's files: their text by their path within the project, with <c>/</c> between its parts.</param>
    public static IReadOnlyCollection<SourceUse> Of(IReadOnlyDictionary<string, string> files)
    {
        SyntaxTree[] trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Value, Options, file.Key))];
        var compilation = CSharpCompilation.Create(
            "Folders",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, Options)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return [.. trees.SelectMany(tree => UsesOf(compilation.GetSemanticModel(tree), tree)).Distinct()];
    }

    private static IEnumerable<SourceUse> UsesOf(SemanticModel model, SyntaxTree tree)
    {
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            SymbolInfo found = model.GetSymbolInfo(name);
            ISymbol? symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
            INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            if (type?.DeclaringSyntaxReferences.FirstOrDefault() is { } declared && declared.SyntaxTree != tree)
            {
                yield return new SourceUse(tree.FilePath, declared.SyntaxTree.FilePath, type.Name);
            }
        }
    }
}

/// <summary>A file names a type, or a member of a type, of another.</summary>
internal sealed record SourceUse(string From, string To, string Type);
