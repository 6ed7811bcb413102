using System.Buffers.Binary;

namespace CnnGen.Runtime.Tests.Data;

/// <summary>The bytes of IDX files.</summary>
internal static class IdxBytes
{
    public const int Height = 3;
    public const int Width = 7;

    /// <summary>Images of 3 × 7 pixels, pixel p of image i being 20 i + p.</summary>
    public static byte[] Images(int count) =>
        File(0x0803, [(uint)count, Height, Width],
            [.. Enumerable.Range(0, count * Height * Width).Select(i => (byte)((i / (Height * Width) * 20) + (i % (Height * Width))))]);

    public static byte[] Labels(params byte[] labels) => File(0x0801, [(uint)labels.Length], labels);

    /// <summary>Magic number, sizes, values.</summary>
    public static byte[] File(uint magic, uint[] sizes, byte[] values)
    {
        byte[] header = new byte[4 + (4 * sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return [.. header, .. values];
    }
}
