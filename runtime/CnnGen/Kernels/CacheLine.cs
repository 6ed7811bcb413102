using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Kernels;

/// <summary>Hints to the processor about memory that is soon to be read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CacheLine
{
    /// <summary>Floats of a line.</summary>
    public const int Floats = 16;

    /// <summary>Asks for a line of which nothing is needed yet. It reads nothing, so that the place may lie behind the end of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float place)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: it does no harm where the memory has been moved meanwhile.
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }
}
