using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnGen.Numerics;

/// <summary>Finds values that are infinite or not a number.</summary>
internal static class FiniteValues
{
    // All bits of the exponent are ones in them, and in no other value.
    private const uint Infinity = 0x7F800000;
    private const uint Magnitude = 0x7FFFFFFF;

    /// <summary>The place of the first value that is not finite; −1 where there is none.</summary>
    public static int FirstOther(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        var magnitude = new Vector<uint>(Magnitude);
        Vector<uint> largest = Vector<uint>.Zero;
        int vectors = bits.Length - (bits.Length % Vector<uint>.Count);
        for (int i = 0; i < vectors; i += Vector<uint>.Count)
        {
            largest = Vector.Max(largest, new Vector<uint>(bits[i..]) & magnitude);
        }

        bool isSuspect = Vector.GreaterThanOrEqualAny(largest, new Vector<uint>(Infinity));
        for (int i = isSuspect ? 0 : vectors; i < bits.Length; i++)
        {
            if ((bits[i] & Magnitude) >= Infinity)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A value that is not finite, in words.</summary>
    public static string Describe(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "negative infinity";
}
