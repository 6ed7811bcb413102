using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen.Kernels;

/// <summary>Stores the head of a vector where the memory behind it belongs to something else.</summary>
public static class PartialVector
{
    /// <summary>Writes the first <paramref name="count"/> floats of <paramref name="value"/>; all of them where it has no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V value, ref float destination, int count)
        where V : struct, ILanes<V>
    {
        if (count >= V.Count)
        {
            V.Store(value, ref destination);
            return;
        }

        Span<float> whole = stackalloc float[Block.Samples];
        V.Store(value, ref MemoryMarshal.GetReference(whole));
        whole[..count].CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
    }
}
