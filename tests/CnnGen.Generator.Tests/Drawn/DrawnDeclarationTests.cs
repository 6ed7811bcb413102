using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Kernels.Tests.Fuzzing;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Generator.Tests.Drawn;

/// <summary>
/// Whatever is declared: the generator does not fail; what is not compiled has an error in its own text; what is
/// compiled has neither errors nor warnings in generated code, and trains. Set CNNGEN_DECLARATIONS to a number to draw
/// that many.
/// </summary>
[Trait("Speed", "Slow")]
public class DrawnDeclarationTests
{
    private const int Batch = 100;
    private const string RootNamespace = "Drawn";

    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("CNNGEN_DECLARATIONS") ?? "600", CultureInfo.InvariantCulture);

    [Fact]
    public void A_declaration_is_told_what_is_wrong_or_runs()
    {
        int right = 0;
        ConcurrentQueue<string> failures = [];
        Parallel.For(0, (Count + Batch - 1) / Batch, batch =>
        {
            List<Source> sources = [.. Enumerable.Range(batch * Batch, Batch).Select(Source.Draw)];
            List<Source> accepted = Judge(sources, failures);
            Interlocked.Add(ref right, accepted.Count);
            Run(accepted, failures);
        });

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(10)));
        Assert.InRange(right, Count / 10, Count);
    }

    // Each declaration is a file and a namespace, so that none can break another's.
    private static List<Source> Judge(List<Source> sources, ConcurrentQueue<string> failures)
    {
        CSharpCompilation written = NetworkCompilation.Written(sources.Select(source => (source.Path, source.Text)));
        GeneratorRunResult result = NetworkCompilation.CreateDriver()
            .RunGeneratorsAndUpdateCompilation(written, out Compilation compiled, out _)
            .GetRunResult().Results.Single();
        if (result.Exception is not null)
        {
            failures.Enqueue(Failing(sources, result.Exception));
            return [];
        }

        ILookup<string, Diagnostic> reported = result.Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.SourceTree!.FilePath);
        List<Source> accepted = [];
        foreach ((Source source, SyntaxTree tree) in sources.Zip(written.SyntaxTrees))
        {
            SemanticModel model = compiled.GetSemanticModel(tree);
            bool isWrong = reported[source.Path].Any()
                || model.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (isWrong || !HasNetwork(model))
            {
                continue;
            }

            bool hasCode = result.GeneratedSources.Any(file =>
                file.HintName.StartsWith(source.Space + ".", StringComparison.Ordinal) && file.HintName.EndsWith(".Passes.g.cs", StringComparison.Ordinal));
            if (!hasCode && sources.Count > 1)
            {
                // It may have taken the name of a text that has lost its namespace.
                accepted.AddRange(Judge([source], failures));
                continue;
            }

            accepted.Add(source);
            if (!hasCode)
            {
                failures.Enqueue($"No code and no error:\n{source.Text}");
            }
        }

        return accepted;
    }

    private static void Run(List<Source> sources, ConcurrentQueue<string> failures)
    {
        CSharpCompilation written = NetworkCompilation.Written(sources.Select(source => (source.Path, source.Text)));
        NetworkCompilation.CreateDriver().RunGeneratorsAndUpdateCompilation(written, out Compilation compiled, out _);
        using var image = new MemoryStream();
        EmitResult emitted = compiled.Emit(image);
        foreach (Diagnostic diagnostic in emitted.Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || IsWarningInGeneratedCode(diagnostic, written)))
        {
            failures.Enqueue($"{diagnostic}\n{TextAround(diagnostic, sources)}");
        }

        if (!emitted.Success)
        {
            return;
        }

        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(RootNamespace).LoadFromStream(image);
        foreach (Type network in assembly.GetTypes().Where(DrawnNetwork.IsNetwork))
        {
            if (!DrawnNetwork.Trains(network))
            {
                failures.Enqueue($"Results are not finite:\n{sources.Find(source => source.Space == network.Namespace)!.Text}");
            }
        }
    }

    private static bool IsWarningInGeneratedCode(Diagnostic diagnostic, CSharpCompilation written) =>
        diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false }
        && diagnostic.Location.SourceTree is { } tree
        && !written.SyntaxTrees.Contains(tree);

    private static string? TextAround(Diagnostic diagnostic, List<Source> sources) => sources
        .Find(source => diagnostic.Location.SourceTree?.FilePath.Contains(source.Space + ".", StringComparison.Ordinal) == true)?.Text;

    // Which of many it was.
    private static string Failing(List<Source> sources, Exception exception)
    {
        Source? one = sources.Find(source => NetworkCompilation.CreateDriver()
            .RunGenerators(NetworkCompilation.Written([(source.Path, source.Text)]))
            .GetRunResult().Results.Single().Exception is not null);
        return $"{exception}\n{one?.Text}";
    }

    private static bool HasNetwork(SemanticModel model) => model.SyntaxTree.GetRoot().DescendantNodes()
        .OfType<TypeDeclarationSyntax>()
        .Any(type => model.GetDeclaredSymbol(type)!.GetAttributes()
            .Any(attribute => attribute.AttributeClass?.ToDisplayString() == typeof(NetworkAttribute).FullName));

    private sealed record Source(string Space, string Path, string Text)
    {
        public static Source Draw(int seed)
        {
            var random = new Random(seed);
            string space = FormattableString.Invariant($"{RootNamespace}{seed}");

            // A network as it is run elsewhere, or whatever somebody may write.
            string text = seed % 10 == 0 ? NetworkDraw.Draw(seed).Declaration("Digits") : DrawnDeclaration.Nest(random, DrawnDeclaration.Draw(random));
            return new Source(space, space + ".cs", $"using CnnGen;\nnamespace {space};\n{text}");
        }
    }
}
