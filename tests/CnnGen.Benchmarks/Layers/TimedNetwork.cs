using CnnGen.Benchmarks.Training;
using CnnGen.Networks;
using Microsoft.CodeAnalysis;

namespace CnnGen.Benchmarks.Layers;

/// <summary>
/// A network compiled a second time, in memory, with time stamps between its kernels. So kernels are timed where they
/// run, on the memory and the caches that their neighbours leave, and the product needs no hook for it.
/// </summary>
/// <param name="class">The compiled class.</param>
/// <param name="kernels">The kernels that it times.</param>
internal sealed class TimedNetwork(Type @class, IReadOnlyList<Kernel> kernels)
{
    /// <summary>The kernels that it times, in the order of a step.</summary>
    public IReadOnlyList<Kernel> Kernels => kernels;

    /// <exception cref="InvalidOperationException">The network does not compile.</exception>
    public static TimedNetwork Compile(BenchmarkNetwork network)
    {
        MemoryCompiler.CreateDriver().RunGeneratorsAndUpdateCompilation(
            MemoryCompiler.Declare($"Timed{network.Name}", Declaration(network)), out Compilation compilation, out _);

        var stamps = new TimeStamps();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode root = tree.GetRoot();
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(stamps.Visit(root), tree.Options));
        }

        Type type = MemoryCompiler.Load(MemoryCompiler.Emit(compilation)).GetTypes()
            .Single(type => type.Name == network.Name && type.GetInterface(typeof(INetwork<>).Name) is not null);
        return new TimedNetwork(type, stamps.Kernels);
    }

    /// <summary>Starts to train a fresh model on one thread.</summary>
    public TrainingRun StartTraining(Dataset data, int batchSize, LaneWidth lanes) =>
        (TrainingRun)Activator.CreateInstance(
            typeof(TrainingRun<>).MakeGenericType(@class),
            Activator.CreateInstance(@class, 1), data, batchSize, 1, lanes, null)!;

    private static string Declaration(BenchmarkNetwork network)
    {
        using Stream resource = typeof(TimedNetwork).Assembly.GetManifestResourceStream(network.Name)!;
        return new StreamReader(resource).ReadToEnd();
    }
}
