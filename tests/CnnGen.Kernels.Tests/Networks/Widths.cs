using System.Runtime.Intrinsics.X86;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>The widths of vectors that kernels are tested with.</summary>
internal static class Widths
{
    public static readonly LaneWidth[] All = [LaneWidth.Bits128, LaneWidth.Bits256, LaneWidth.Bits512];

    /// <summary>The widths that this machine has.</summary>
    public static IEnumerable<LaneWidth> Present => All.Where(IsPresent);

    private static bool IsPresent(LaneWidth width) => width != LaneWidth.Bits512 || Avx512F.IsSupported;
}
