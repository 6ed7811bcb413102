using System.Buffers.Binary;

namespace CnnGen.Weights;

/// <summary>The types of a tensor's values, by the names that safetensors gives them.</summary>
internal static class ElementType
{
    public const string F32 = "F32";
    private const string F16 = "F16";
    private const string BF16 = "BF16";
    private const string F64 = "F64";
    private const int BitsOfByte = 8;

    private static readonly Dictionary<string, int> s_bits = new()
    {
        [F16] = 16, [BF16] = 16, [F32] = 32, [F64] = 64, ["C64"] = 64,
        ["BOOL"] = 8, ["U8"] = 8, ["I8"] = 8, ["U16"] = 16, ["I16"] = 16, ["U32"] = 32, ["I32"] = 32, ["U64"] = 64, ["I64"] = 64,
        ["F8_E4M3"] = 8, ["F8_E4M3FNUZ"] = 8, ["F8_E5M2"] = 8, ["F8_E5M2FNUZ"] = 8, ["F8_E8M0"] = 8, ["F6_E2M3"] = 6, ["F6_E3M2"] = 6, ["F4"] = 4,
    };

    public static bool IsKnown(string name) => s_bits.ContainsKey(name);

    /// <summary>Whether values of the type can be had as 32-bit floats.</summary>
    public static bool IsReadable(string name) => name is F32 or F16 or BF16 or F64;

    /// <summary>
    /// The bytes of a tensor, or <see langword="null"/> where they are no whole number or none that 64 bits hold, or the type is not
    /// known.
    /// </summary>
    public static long? Bytes(string name, long elements)
    {
        if (!s_bits.TryGetValue(name, out int width))
        {
            return null;
        }

        Int128 bits = (Int128)elements * width;
        return bits % BitsOfByte == 0 && bits / BitsOfByte <= long.MaxValue ? (long)(bits / BitsOfByte) : null;
    }

    /// <summary>Turns values into floats: exactly from F32, F16 and BF16, rounded to the nearest from F64.</summary>
    /// <param name="name">A readable type.</param>
    /// <param name="bytes">The values, little-endian.</param>
    /// <param name="floats">As many floats.</param>
    public static void Convert(string name, ReadOnlySpan<byte> bytes, Span<float> floats)
    {
        switch (name)
        {
            case F32:
                for (int i = 0; i < floats.Length; i++)
                {
                    floats[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
                }

                break;
            case F16:
                for (int i = 0; i < floats.Length; i++)
                {
                    floats[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * sizeof(ushort))..]);
                }

                break;
            case BF16:
                // The upper half of a float.
                for (int i = 0; i < floats.Length; i++)
                {
                    floats[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * sizeof(ushort))..]) << 16);
                }

                break;
            default:
                for (int i = 0; i < floats.Length; i++)
                {
                    floats[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
                }

                break;
        }
    }
}
