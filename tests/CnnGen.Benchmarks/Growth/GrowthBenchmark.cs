using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;
using CnnGen.Benchmarks.Measurement;
using CnnGen.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Benchmarks.Growth;

/// <summary>Measures what a network costs before it runs: the generator, the compiler, the JIT.</summary>
internal static class GrowthBenchmark
{
    private const int WarmUpEdits = 10;
    private const int Edits = 21;
    private const int Emits = 3;
    private const int FewestOutputs = 64;

    public static GrowthResult Run(GrowthNetwork network)
    {
        CSharpCompilation declared = MemoryCompiler.Declare(network.Name, network.Declare(FewestOutputs));
        GeneratorDriver driver = MemoryCompiler.CreateDriver();
        List<double> generator = [];
        List<double> compiler = [];
        Compilation written = declared;
        for (int edit = 0; edit < WarmUpEdits + Edits; edit++)
        {
            declared = declared.ReplaceSyntaxTree(
                declared.SyntaxTrees[0], MemoryCompiler.Parse(network.Declare(FewestOutputs + edit)));
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(declared);
            generator.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        byte[] image = [];
        for (int emit = 0; emit < Emits; emit++)
        {
            // The driver hands out trees that it has parsed; the compilation around them is new each time.
            driver.RunGeneratorsAndUpdateCompilation(declared.Clone(), out written, out _);
            long start = Stopwatch.GetTimestamp();
            image = MemoryCompiler.Emit(written);
            compiler.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        string[] texts = [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())];
        return new GrowthResult(
            Median.Of(generator.Skip(WarmUpEdits)),
            texts.Sum(text => text.Count(character => character == '\n')),
            texts.Sum(text => text.Length),
            Median.Of(compiler),
            MeasureJit(MemoryCompiler.Load(image)));
    }

    // Every kernel and pass, on the vectors that training on this machine would take.
    private static double MeasureJit(Assembly assembly)
    {
        Type lanes = LaneWidths.Resolve(LaneWidth.Widest) switch
        {
            LaneWidth.Bits128 => typeof(Lanes128),
            LaneWidth.Bits256 => typeof(Lanes256),
            _ => typeof(Lanes512),
        };
        MethodInfo[] kernels =
        [
            .. assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.IsGenericMethodDefinition && method.GetGenericArguments().Length == 1)
                .Select(method => method.MakeGenericMethod(lanes)),
        ];
        TimeSpan before = JitInfo.GetCompilationTime(currentThread: true);
        foreach (MethodInfo kernel in kernels)
        {
            RuntimeHelpers.PrepareMethod(kernel.MethodHandle);
        }

        return (JitInfo.GetCompilationTime(currentThread: true) - before).TotalMilliseconds;
    }
}

/// <summary>What a network costs before it runs.</summary>
/// <param name="GeneratorMilliseconds">The generator after an edit of the network, in a warm compiler.</param>
/// <param name="Lines">Lines of emitted code.</param>
/// <param name="Characters">Characters of emitted code.</param>
/// <param name="CompilerMilliseconds">The compiler, from parsed files to an assembly.</param>
/// <param name="JitMilliseconds">The JIT, on all kernels for one width of vectors.</param>
internal sealed record GrowthResult(
    double GeneratorMilliseconds, int Lines, int Characters, double CompilerMilliseconds, double JitMilliseconds);
