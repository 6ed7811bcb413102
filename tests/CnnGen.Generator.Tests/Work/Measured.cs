using CnnGen.Generator.Declarations;
using CnnGen.Generator.Emit;
using CnnGen.Generator.Plan;
using CnnGen.Generator.Shapes;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Work;

/// <summary>What the generator's own stages took for a network, without the compiler's share.</summary>
/// <param name="Bytes">What they allocated: a measure of work that is the same under any load.</param>
/// <param name="Letters">What they wrote.</param>
internal sealed record Measured(long Bytes, long Letters)
{
    public static Measured Of(string declarations)
    {
        // What is created once would count for the first network alone.
        Measure(declarations);
        return Measure(declarations);
    }

    private static Measured Measure(string declarations)
    {
        long bytes = 0;
        T Counted<T>(Func<T> stage)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            T result = stage();
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            return result;
        }

        var generator = new NetworkGenerator(
            (context, cancellation) => Counted(() => DeclarationReader.Read(context, cancellation)),
            declaration => Counted(() => NetworkResolver.Resolve(declaration)),
            network => Counted(() => new TrainingPlan(network)),
            (plan, suffix) => Counted(() => NetworkEmitter.Write(plan, suffix).ToArray()));
        CSharpCompilation written = NetworkCompilation.Written([("Networks.cs", $"using CnnGen;\n{declarations}")]);
        GeneratorRunResult result = CSharpGeneratorDriver.Create(generator).RunGenerators(written).GetRunResult().Results.Single();
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Measured(bytes, result.GeneratedSources.Sum(file => (long)file.SourceText.Length));
    }
}
