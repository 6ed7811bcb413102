using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Testing;

/// <summary>
/// A C# file with network declarations, compiled in memory together with what the generator writes for it. Each
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

    /// <summary>Compiles a file.</summary>
    /// <param name="source">The text of the file, <c>using</c> directives included.</param>
    /// <param name="path">The path that diagnostics name.</param>
    /// <param name="language">The version of C# in which the file and the generated ones are written.</param>
    /// <param name="nullable">Whether the project has nullable references.</param>
    /// <param name="optimization">Release or Debug.</param>
    /// <param name="runtime">What is referenced in place of <see cref="Runtime"/>.</param>
    /// <param name="documentation">Whether the documentation in generated files is checked, which takes a quarter of the time.</param>
    /// <param name="weights">Files of weights that the project embeds.</param>
    /// <exception cref="InvalidOperationException">
    /// A second run of the generator on an equal compilation computed a step again.
    /// </exception>
    public NetworkCompilation(
        string source,
        string path = "Networks.cs",
        LanguageVersion language = LanguageVersion.CSharp13,
        NullableContextOptions nullable = NullableContextOptions.Enable,
        OptimizationLevel optimization = OptimizationLevel.Release,
        MetadataReference? runtime = null,
        DocumentationMode documentation = DocumentationMode.Diagnose,
        params EmbeddedFile[] weights)
    {
        CSharpCompilation written = Written([(path, source)], language).ReplaceReference(Runtime, runtime ?? Runtime);
        written = written.WithOptions(
            written.Options.WithNullableContextOptions(nullable).WithOptimizationLevel(optimization));
        GeneratorDriver driver = CreateDriver(language, documentation, weights)
            .RunGeneratorsAndUpdateCompilation(written, out _compilation, out _);

        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null)
        {
            throw new InvalidOperationException($"The generator failed on {path}: {result.Exception}");
        }

        GeneratedSources = result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        GeneratorDiagnostics = result.Diagnostics;
        _compileDiagnostics = new(() => _compilation.GetDiagnostics());
        StepCaching.Verify(driver, written);
    }

    /// <summary>What the generator wrote: the hint name of each file, and its text.</summary>
    public IReadOnlyDictionary<string, string> GeneratedSources { get; }

    /// <summary>What the generator reported.</summary>
    public IReadOnlyList<Diagnostic> GeneratorDiagnostics { get; }

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

    /// <summary>The generator, with each of its steps tracked.</summary>
    public static GeneratorDriver CreateDriver(
        LanguageVersion language = LanguageVersion.CSharp13,
        DocumentationMode documentation = DocumentationMode.Diagnose,
        params EmbeddedFile[] weights) =>
        // Documentation is checked in generated files alone: a test's own declarations need none.
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            additionalTexts: weights,
            optionsProvider: new EmbeddedFileOptions(),
            parseOptions: new CSharpParseOptions(language).WithDocumentationMode(documentation),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Emits the compilation and loads it.</summary>
    /// <param name="resources">What the assembly holds besides: name and content.</param>
    /// <returns>The assembly that holds the networks.</returns>
    /// <exception cref="InvalidOperationException">There was an error or a warning; the message lists all of them.</exception>
    public Assembly EmitAndLoad(params (string Name, byte[] Content)[] resources)
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
        return new AssemblyLoadContext("Networks").LoadFromStream(image);
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
