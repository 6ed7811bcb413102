using System.Runtime.InteropServices;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Measurement;

/// <summary>What figures are worth nothing without.</summary>
internal static class Machine
{
    private const double Quiet = 0.1;

    /// <summary>One line each: processor and cores, system, .NET, vectors; and warnings where figures will be too low.</summary>
    public static IEnumerable<string> Describe(LaneWidth lanes)
    {
        yield return $"processor  {Processor}, {Environment.ProcessorCount} logical processors";
        yield return $"system     {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
        yield return $"runtime    {RuntimeInformation.FrameworkDescription}";
        yield return $"vectors    {(int)LaneWidths.Resolve(lanes)} bits";
        if (OtherLoad.Measure() is double load and > Quiet)
        {
            yield return $"WARNING    Other programs keep {load:P0} of the processors busy; figures will be too low.";
        }

#if DEBUG
        yield return "WARNING    This is a debug build; its figures mean nothing. Run it with -c Release.";
#endif
    }

    private static string Processor
    {
        get
        {
            const string linux = "/proc/cpuinfo";
            string? model = File.Exists(linux)
                ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return model?.Split(':', 2)[1].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? "unknown";
        }
    }
}
