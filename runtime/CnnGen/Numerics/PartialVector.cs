using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen.Numerics;

/// <summary>Loads and stores the head of a vector where the memory after it belongs to something else.</summary>
public static class PartialVector
{
    /// <summary>Reads the first <paramref name="count"/> floats, and zeros after them; a whole vector where there are as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(ref float source, int count)
        where V : struct, ILanes<V>
    {
        if (count >= V.Count)
        {
            return V.Load(ref source);
        }

        Span<float> whole = stackalloc float[MicroBatch.Samples];
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(whole);
        whole[count..].Clear();
        return V.Load(ref MemoryMarshal.GetReference(whole));
    }

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

        Span<float> whole = stackalloc float[MicroBatch.Samples];
        V.Store(value, ref MemoryMarshal.GetReference(whole));
        whole[..count].CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
    }
}
