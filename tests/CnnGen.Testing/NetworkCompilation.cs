using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Analyzer;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Testing;

/// <summary>
/// A C# file with network declarations, compiled in memory together with what the generator writes for it, and analysed. Each
/// instance also runs the generator a second time and demands that nothing is computed again.
/// </summary>
public sealed class NetworkCompilation
{
    // All warnings that exist, with none silenced but the two that the SDK silences in every project.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999)
        .WithSpecificDiagnosticOptions(
        [
            KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress),
            KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress),
        ]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    /// <summary>The runtime, as projects reference it.</summary>
    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location);

    private readonly Compilation _compilation;
    private readonly Lazy<IReadOnlyList<Diagnostic>> _compileDiagnostics;
    private readonly Lazy<IReadOnlyList<Diagnostic>> _reported;

    /// <summary>Compiles a file.</summary>
    /// <param name="source">The text of the file, <c>using</c> directives included.</param>
    /// <param name="path">The path that diagnostics name.</param>
    /// <param name="language">The version of C# in which the file and the generated ones are written.</param>
    /// <param name="nullable">Whether the project has nullable references.</param>
    /// <param name="optimization">Release or Debug.</param>
    /// <param name="checkOverflow">Whether arithmetic of the project is checked where nothing else is written.</param>
    /// <param name="runtime">What is referenced in place of <see cref="Runtime"/>.</param>
    /// <param name="documentation">Whether the documentation in generated files is checked, which takes a quarter of the time.</param>
    /// <param name="generatorReports">Whether the project's builds run no analyzers, so that the generator reports what is wrong.</param>
    /// <param name="weights">Files of weights that the project embeds, and their headers.</param>
    /// <exception cref="InvalidOperationException">
    /// A second run of the generator on an equal compilation computed a step again.
    /// </exception>
    public NetworkCompilation(
        string source,
        string path = "Networks.cs",
        LanguageVersion language = LanguageVersion.CSharp13,
        NullableContextOptions nullable = NullableContextOptions.Enable,
        OptimizationLevel optimization = OptimizationLevel.Release,
        bool checkOverflow = false,
        MetadataReference? runtime = null,
        DocumentationMode documentation = DocumentationMode.Diagnose,
        bool generatorReports = false,
        params AdditionalText[] weights)
    {
        CSharpCompilation written = Written([(path, source)], language).ReplaceReference(Runtime, runtime ?? Runtime);
        written = written.WithOptions(
            written.Options.WithNullableContextOptions(nullable).WithOptimizationLevel(optimization).WithOverflowChecks(checkOverflow));
        GeneratorDriver driver = CreateDriver(language, documentation, generatorReports, weights)
            .RunGeneratorsAndUpdateCompilation(written, out _compilation, out _);

        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null)
        {
            throw new InvalidOperationException($"The generator failed on {path}: {result.Exception}");
        }

        GeneratedSources = result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        _reported = new(() => [.. result.Diagnostics, .. Analyze(_compilation, written.SyntaxTrees, generatorReports, weights)]);
        _compileDiagnostics = new(() => _compilation.GetDiagnostics());
        StepCaching.Verify(driver, written);
    }

    /// <summary>What the generator wrote: the hint name of each file, and its text.</summary>
    public IReadOnlyDictionary<string, string> GeneratedSources { get; }

    /// <summary>What analyzer and generator reported.</summary>
    public IReadOnlyList<Diagnostic> GeneratorDiagnostics => _reported.Value;

    /// <summary>What the compiler reported on the file and on the generated files together, of any severity.</summary>
    public IReadOnlyList<Diagnostic> CompileDiagnostics => _compileDiagnostics.Value;

    /// <summary>Files as they are before the generator has run.</summary>
    public static CSharpCompilation Written(
        IEnumerable<(string Path, string Source)> files, LanguageVersion language = LanguageVersion.CSharp13) =>
        CSharpCompilation.Create(
            "Networks",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Source, new CSharpParseOptions(language), file.Path)),
            References.Value,
            Options);

    /// <summary>What generator and analyzer report together, as in a build.</summary>
    /// <param name="written">Files as they are before the generator has run.</param>
    /// <param name="weights">Files of weights that the project embeds, and their headers.</param>
    public static IReadOnlyList<Diagnostic> Report(CSharpCompilation written, params AdditionalText[] weights)
    {
        CreateDriver(reports: false, weights: weights)
            .RunGeneratorsAndUpdateCompilation(written, out Compilation compilation, out ImmutableArray<Diagnostic> generator);
        return [.. generator, .. Analyze(compilation, written.SyntaxTrees, generatorReports: false, weights)];
    }

    /// <summary>The generator, with each of its steps tracked.</summary>
    /// <param name="language">The version of C# in which it writes.</param>
    /// <param name="documentation">Whether the documentation in generated files is checked.</param>
    /// <param name="reports">Whether it reports what is wrong with networks, as where a build runs no analyzers.</param>
    /// <param name="weights">Files of weights that the project embeds, and their headers.</param>
    public static GeneratorDriver CreateDriver(
        LanguageVersion language = LanguageVersion.CSharp13,
        DocumentationMode documentation = DocumentationMode.Diagnose,
        bool reports = true,
        params AdditionalText[] weights) =>
        // Documentation is checked in generated files alone: a test's own declarations need none.
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            additionalTexts: weights,
            optionsProvider: new ProjectOptions(reports),
            parseOptions: new CSharpParseOptions(language).WithDocumentationMode(documentation),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Emits the compilation and loads it.</summary>
    /// <param name="resources">What the assembly holds besides: name and content.</param>
    /// <returns>The assembly that holds the networks.</returns>
    /// <exception cref="InvalidOperationException">There was an error or a warning; the message lists all of them.</exception>
    public Assembly EmitAndLoad(params (string Name, byte[] Content)[] resources) => EmitAndLoad(isCollectible: false, resources);

    /// <inheritdoc cref="EmitAndLoad(ValueTuple{string, byte[]}[])"/>
    /// <param name="isCollectible">Whether the assembly goes when nothing refers to it any more: for runs of thousands.</param>
    /// <param name="resources">What the assembly holds besides: name and content.</param>
    public Assembly EmitAndLoad(bool isCollectible, params (string Name, byte[] Content)[] resources)
    {
        using var image = new MemoryStream();
        EmitResult result = _compilation.Emit(
            image,
            manifestResources: resources.Select(resource =>
                new ResourceDescription(resource.Name, () => new MemoryStream(resource.Content), isPublic: true)));
        string[] complaints =
        [
            .. GeneratorDiagnostics.Concat(result.Diagnostics)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Select(diagnostic => diagnostic.ToString())
                .Distinct(),
        ];
        if (complaints.Length > 0)
        {
            throw new InvalidOperationException(
                $"The networks do not compile without errors and warnings:\n{string.Join('\n', complaints)}");
        }

        image.Position = 0;
        return new AssemblyLoadContext("Networks", isCollectible).LoadFromStream(image);
    }

    // File by file, as an editor does: the bodies of what is generated are none of the analyzer's business.
    private static IEnumerable<Diagnostic> Analyze(
        Compilation compilation, IEnumerable<SyntaxTree> trees, bool generatorReports, AdditionalText[] weights)
    {
        CompilationWithAnalyzers analysis = new(
            compilation,
            [new NetworkAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. weights], new ProjectOptions(generatorReports)),
                onAnalyzerException: static (exception, _, _) => throw new InvalidOperationException("The analyzer failed.", exception),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        IEnumerable<AnalysisResult> results =
        [
            .. trees.Select(tree => analysis.GetAnalysisResultAsync(compilation.GetSemanticModel(tree), filterSpan: null, default).Result),
            .. weights.Select(file => analysis.GetAnalysisResultAsync(file, default).Result),
        ];
        return results.SelectMany(result => result.GetAllDiagnostics());
    }

    // The framework alone: a reference to the test's own packages could hide a missing one.
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Select(path => MetadataReference.CreateFromFile(path)),
            Runtime,
        ];
    }
}
