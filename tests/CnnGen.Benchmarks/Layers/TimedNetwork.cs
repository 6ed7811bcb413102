using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Benchmarks.Training;
using CnnGen.Generator;
using CnnGen.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// A network compiled a second time, in memory, with time stamps between its kernels. So kernels are timed where they
/// run, on the memory and the caches that their neighbours leave, and the product needs no hook for it.
/// </summary>
/// <param name="class">The compiled class.</param>
/// <param name="kernels">The kernels that it times.</param>
internal sealed class TimedNetwork(Type @class, IReadOnlyList<Kernel> kernels)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    /// <summary>The kernels that it times, in the order of a step.</summary>
    public IReadOnlyList<Kernel> Kernels => kernels;

    /// <exception cref="InvalidOperationException">The network does not compile.</exception>
    public static TimedNetwork Compile(BenchmarkNetwork network)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            $"Timed{network.Name}",
            [CSharpSyntaxTree.ParseText(Declaration(network), ParseOptions)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation compilation, out _);

        var stamps = new TimeStamps();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode root = tree.GetRoot();
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(stamps.Visit(root), tree.Options));
        }

        Type type = Load(compilation).GetTypes().Single(type => type.Name == network.Name && type.Namespace == typeof(Networks.LeNet5).Namespace);
        return new TimedNetwork(type, stamps.Kernels);
    }

    /// <summary>Starts to train a fresh model on one thread.</summary>
    public TrainingRun StartTraining(Dataset data, int batchSize, LaneWidth lanes) =>
        (TrainingRun)Activator.CreateInstance(
            typeof(TrainingRun<>).MakeGenericType(@class),
            Activator.CreateInstance(@class, 1), data, batchSize, 1, lanes)!;

    private static string Declaration(BenchmarkNetwork network)
    {
        using Stream resource = typeof(TimedNetwork).Assembly.GetManifestResourceStream(network.Name)!;
        return new StreamReader(resource).ReadToEnd();
    }

    // The framework, this program and all that it uses.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{compilation.AssemblyName} does not compile:\n{string.Join('\n', errors)}");
        }

        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName).LoadFromStream(image);
    }
}
