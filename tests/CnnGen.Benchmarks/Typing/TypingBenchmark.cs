using System.Diagnostics;
using CnnGen.Analyzer;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Benchmarks.Typing;

/// <summary>Types into a project as a person does, and measures what compiler, generator and analyzer do after each letter.</summary>
internal static class TypingBenchmark
{
    private const string SourceOutput = nameof(SourceOutput);

    private const int WarmUpKeys = 8;

    // Finding what is wrong in a file takes far longer than anything else here, and varies little.
    private const int LettersPerCheck = 8;

    /// <summary>Types a passage, behind a few letters that warm up.</summary>
    public static TypingResult Run(Passage passage)
    {
        _ = Type(passage with { Keys = passage.Keys[..WarmUpKeys] });
        return Type(passage);
    }

    private static TypingResult Type(Passage passage)
    {
        CSharpCompilation project = TypedProject.Create();
        GeneratorDriver driver = MemoryCompiler.CreateDriver().RunGenerators(project);
        GeneratorDriver tracked = MemoryCompiler.CreateDriver(trackSteps: true).RunGenerators(project);
        SyntaxTree tree = project.SyntaxTrees.Single(tree => tree.FilePath == passage.File);
        int cursor = tree.ToString().IndexOf(passage.Behind, StringComparison.Ordinal) + passage.Behind.Length;
        NetworkAnalyzer networks = new();
        List<double> generator = [];
        List<double> analyzer = [];
        List<double> compiler = [];
        List<int> emitted = [];
        StepCounts steps = new();
        foreach (char key in passage.Keys)
        {
            TextChange change = key == Passage.Rubout
                ? new TextChange(new TextSpan(--cursor, 1), string.Empty)
                : new TextChange(new TextSpan(cursor++, 0), key.ToString());
            long start = Stopwatch.GetTimestamp();
            SyntaxTree next = tree.WithChangedText(tree.GetText().WithChanges(change));
            project = project.ReplaceSyntaxTree(tree, next);
            double parsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            start = Stopwatch.GetTimestamp();
            driver = driver.RunGeneratorsAndUpdateCompilation(project, out Compilation written, out _);
            generator.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            analyzer.Add(Analyze(networks, project, written));

            if (generator.Count % LettersPerCheck == 0)
            {
                start = Stopwatch.GetTimestamp();
                _ = written.GetSemanticModel(next).GetDiagnostics();
                compiler.Add(parsed + Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            tracked = tracked.RunGenerators(project);
            GeneratorRunResult run = tracked.GetRunResult().Results.Single();
            steps.Add(run);
            emitted.Add(Emitted(run));
            tree = next;
        }

        return new TypingResult(generator, analyzer, compiler, emitted.Sum(), steps);
    }

    // All files that a person has written, file by file: more than an editor asks for, which are those that are open.
    private static double Analyze(NetworkAnalyzer analyzer, CSharpCompilation project, Compilation written)
    {
        CompilationWithAnalyzers analysis = new(
            written,
            [analyzer],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        foreach (SyntaxTree tree in project.SyntaxTrees)
        {
            _ = analysis.GetAnalyzerSemanticDiagnosticsAsync(written.GetSemanticModel(tree), filterSpan: null, default).Result;
        }

        return analysis.GetAnalyzerTelemetryInfoAsync(analyzer, default).Result.ExecutionTime.TotalMilliseconds;
    }

    private static int Emitted(GeneratorRunResult run) => run.TrackedOutputSteps[SourceOutput]
        .Where(output => output.Inputs.Any(input => input.Source.Name == NetworkGenerator.Steps.Files))
        .SelectMany(output => output.Outputs)
        .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
}

/// <summary>What typing a passage cost.</summary>
/// <param name="Generator">Milliseconds of the generator after each edit, the parsing of what it writes included.</param>
/// <param name="Analyzer">Milliseconds of the analyzer after each edit, in all files, what the compiler computes for it included.</param>
/// <param name="Compiler">Milliseconds in which the compiler parses the file again and finds what is wrong in it, every eighth edit.</param>
/// <param name="Emitted">Networks that were written again, over all edits.</param>
/// <param name="Steps">What became of the outputs of each step, over all edits.</param>
internal sealed record TypingResult(
    IReadOnlyList<double> Generator, IReadOnlyList<double> Analyzer, IReadOnlyList<double> Compiler, int Emitted, StepCounts Steps);
