using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Numerics;

/// <summary>Chooses the vectors that kernels run on.</summary>
internal static class LaneWidths
{
    // Vector512.IsHardwareAccelerated is false on processors that lower their clock for wide vectors;
    // a kernel that is bound by loads and by multiply-adds gains from them all the same.
    public static LaneWidth Resolve(LaneWidth width) => width switch
    {
        LaneWidth.Widest when Avx512F.IsSupported => LaneWidth.Bits512,
        LaneWidth.Widest when Vector256.IsHardwareAccelerated => LaneWidth.Bits256,
        LaneWidth.Widest => LaneWidth.Bits128,
        _ => width,
    };
}
