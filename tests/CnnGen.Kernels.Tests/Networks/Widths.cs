using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The widths of vectors that kernels are tested with.</summary>
internal static class Widths
{
    public static readonly LaneWidth[] All = [LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512];

    /// <summary>The widths that this machine has.</summary>
    public static IEnumerable<LaneWidth> Present => All.Where(IsPresent);

    /// <summary>Whether this machine has vectors of a width; says so in the test's output where it does not.</summary>
    public static bool IsPresent(LaneWidth width, ITestOutputHelper output)
    {
        if (!IsPresent(width))
        {
            output.WriteLine($"Skipped: this machine has no vectors of width {width}.");
        }

        return IsPresent(width);
    }

    private static bool IsPresent(LaneWidth width) => width != LaneWidth.Bits512 || Avx512F.IsSupported;
}
