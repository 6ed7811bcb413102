using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Kernels;

/// <summary>The width of the vectors that kernels run on. It changes speed, never a result.</summary>
public enum LaneWidth
{
    /// <summary>The widest vectors that this machine has.</summary>
    Widest = 0,

    /// <summary>Four floats.</summary>
    Bits128 = 128,

    /// <summary>Eight floats.</summary>
    Bits256 = 256,

    /// <summary>Sixteen floats.</summary>
    Bits512 = 512,
}

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
