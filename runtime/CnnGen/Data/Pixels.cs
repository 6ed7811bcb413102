using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Data;

/// <summary>Turns bytes into floats.</summary>
internal static class Pixels
{
    private const float Largest = byte.MaxValue;

    /// <summary>Divides each pixel by 255. It is a true division, so that every machine and PyTorch get the same bits.</summary>
    /// <param name="pixels">Bytes.</param>
    /// <param name="destination">At least as many floats, from 0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        Span<float> scaled = destination[..pixels.Length];
        ref byte source = ref MemoryMarshal.GetReference(pixels);
        ref float target = ref MemoryMarshal.GetReference(scaled);
        int i = 0;
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
            StoreScaled(low, ref target, i);
            StoreScaled(high, ref target, i + Vector128<ushort>.Count);
        }

        for (; i < pixels.Length; i++)
        {
            scaled[i] = pixels[i] / Largest;
        }
    }

    private static void StoreScaled(Vector128<ushort> pixels, ref float target, int offset)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(pixels);
        Vector128<float> largest = Vector128.Create(Largest);
        (Vector128.ConvertToSingle(low.AsInt32()) / largest).StoreUnsafe(ref target, (nuint)offset);
        (Vector128.ConvertToSingle(high.AsInt32()) / largest).StoreUnsafe(ref target, (nuint)offset + 4);
    }
}
