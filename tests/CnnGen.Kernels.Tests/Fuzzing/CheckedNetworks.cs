using System.Reflection;
using System.Text;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Kernels.Tests.Fuzzing;

/// <summary>Compiles cases, many at a time and ahead of their turn, and checks each.</summary>
internal static class CheckedNetworks
{
    private const int NetworksPerCompilation = 16;

    // Thousands of networks would not fit into memory beside each other.
    private static readonly bool IsLongRun = Environment.GetEnvironmentVariable("CNNGEN_NETWORKS") is not null;

    /// <summary>What became of a case.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Fault">What was wrong with it; mostly nothing.</param>
    /// <param name="IsDelicate">Whether some results hang on the last bits of their input.</param>
    public sealed record Result(DrawnCase Case, string? Fault, bool IsDelicate);

    /// <summary>Checks cases in their order.</summary>
    public static IEnumerable<Result> Check(IEnumerable<DrawnCase> cases, Coverage coverage)
    {
        Task<Assembly?>? compiled = null;
        DrawnCase[] compiling = [];
        foreach (DrawnCase[] next in cases.Chunk(NetworksPerCompilation).Append([]))
        {
            Assembly? assembly = compiled?.GetAwaiter().GetResult();
            DrawnCase[] ready = compiling;
            compiling = next;
            compiled = Task.Run(() => TryCompile(next, coverage));
            foreach ((int index, DrawnCase drawn) in ready.Index())
            {
                yield return assembly is null ? CheckAlone(drawn) : Run(drawn, assembly.GetType(ClassName(index), throwOnError: true)!);
            }
        }
    }

    /// <summary>Asserts that cases compute what the reference computes; the message shows the smallest of each that fails.</summary>
    public static void AssertAgree(IEnumerable<DrawnCase> cases)
    {
        string[] faults = [.. Check(cases, new Coverage()).Where(result => result.Fault is not null).Select(Explain)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
    }

    /// <summary>Compiles and checks one case.</summary>
    public static Result CheckAlone(DrawnCase drawn)
    {
        try
        {
            return Run(drawn, Compile([drawn], null).GetType(ClassName(0), throwOnError: true)!);
        }
        catch (InvalidOperationException refusal)
        {
            return new Result(drawn, refusal.Message, false);
        }
    }

    /// <summary>The smallest case that fails in the same way, and how, for the message of a test.</summary>
    public static string Explain(Result failed)
    {
        string kind = Kind(failed.Fault!);
        DrawnCase smallest = Shrinking.Smallest(failed.Case, smaller => CheckAlone(smaller).Fault is { } fault && Kind(fault) == kind);
        return $"{smallest}\n{smallest.Network.Declaration("Smallest")}{CheckAlone(smallest).Fault}\nDrawn: {failed.Case}\n{failed.Fault}";
    }

    private static Result Run(DrawnCase drawn, Type network)
    {
        try
        {
            return new Result(drawn, null, NetworkCheck.Run(drawn, network));
        }
        catch (Exception fault)
        {
            return new Result(drawn, fault is Xunit.Sdk.XunitException ? fault.Message : fault.ToString(), false);
        }
    }

    // One that does not compile keeps the others from it: then each is compiled alone.
    private static Assembly? TryCompile(DrawnCase[] cases, Coverage coverage)
    {
        try
        {
            return Compile(cases, coverage);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Assembly Compile(DrawnCase[] cases, Coverage? coverage)
    {
        StringBuilder source = new StringBuilder().AppendLine("using CnnGen;").AppendLine();
        foreach ((int index, DrawnCase drawn) in cases.Index())
        {
            source.AppendLine(drawn.Network.Declaration(ClassName(index)));
        }

        var compilation = new NetworkCompilation(source.ToString(), documentation: DocumentationMode.Parse);
        Assembly assembly = compilation.EmitAndLoad(IsLongRun);
        if (coverage is not null)
        {
            foreach ((int index, DrawnCase drawn) in cases.Index())
            {
                coverage.Add(drawn, compilation.GeneratedSources.Where(file => file.Key.StartsWith($"{ClassName(index)}.", StringComparison.Ordinal)).Select(file => file.Value));
            }
        }

        return assembly;
    }

    // Compiler errors and refusals by their number, wrong values by what is wrong.
    private static string Kind(string fault)
    {
        int id = fault.IndexOf("error C", StringComparison.Ordinal);
        return id >= 0 ? fault.Substring(id, "error CNN0000".Length) : fault.Split(' ', '[')[0];
    }

    private static string ClassName(int index) => FormattableString.Invariant($"Network{index:D2}");
}
