using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Benchmarks;

/// <summary>Compiles declarations in memory, optimised, with the generator inside this process.</summary>
internal static class MemoryCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    // The framework, this program and all that it uses.
    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    public static SyntaxTree Parse(string source, string path = "") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>A declaration as it is before the generator has run.</summary>
    public static CSharpCompilation Declare(string assembly, string source) => Declare(assembly, [("Network.cs", source)]);

    /// <summary>Files with declarations as they are before the generator has run.</summary>
    public static CSharpCompilation Declare(string assembly, IEnumerable<(string Path, string Source)> files) => CSharpCompilation.Create(
        assembly,
        files.Select(file => Parse(file.Source, file.Path)),
        References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    public static GeneratorDriver CreateDriver(bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    /// <summary>The assembly of a compilation.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{compilation.AssemblyName} does not compile:\n{string.Join('\n', errors)}");
        }

        return image.ToArray();
    }

    public static Assembly Load(byte[] image)
    {
        using var stream = new MemoryStream(image);
        return new AssemblyLoadContext(name: null).LoadFromStream(stream);
    }
}
