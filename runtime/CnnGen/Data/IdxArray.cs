using System.Buffers.Binary;

namespace CnnGen.Data;

/// <summary>What an IDX file of unsigned bytes holds.</summary>
/// <param name="Sizes">The size of each dimension, the outermost first.</param>
/// <param name="Values">The bytes, row-major.</param>
internal sealed record IdxArray(int[] Sizes, byte[] Values)
{
    private const int MagicLength = 4;
    private const int SizeLength = 4;
    private const byte UnsignedByte = 0x08;

    /// <summary>Reads a file, compressed with gzip or not, as its first bytes tell.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">The dimensions that it must have: 3 for images, 1 for labels.</param>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    public static IdxArray Read(string path, int dimensions) => DataFile.Read(path, file =>
    {
        int headerLength = MagicLength + (SizeLength * dimensions);
        int[] sizes = ReadHeader(file.Read(headerLength), headerLength, dimensions, out int length);
        file.ThrowIfBeyondBelief(MagicLength, (long)headerLength + length);
        ThrowUnlessWhole(headerLength, length, file.Length - headerLength ?? length);
        byte[] values = file.Read(length);
        ThrowUnlessWhole(headerLength, length, values.Length + (long)file.Read(1).Length);
        return new IdxArray(sizes, values);
    });

    private static int[] ReadHeader(ReadOnlySpan<byte> header, int headerLength, int dimensions, out int length)
    {
        if (header.Length >= MagicLength)
        {
            CheckMagic(header[..MagicLength], dimensions);
        }

        if (header.Length < headerLength)
        {
            throw new InvalidDataException($"byte 0: expected a header of {headerLength} bytes, but found {header.Length}.");
        }

        int[] sizes = new int[dimensions];
        long product = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(MagicLength + (SizeLength * i))..]);
            product = size <= Array.MaxLength ? product * size : long.MaxValue;
            if (size == 0 || product > Array.MaxLength)
            {
                throw new InvalidDataException(
                    $"byte {MagicLength + (SizeLength * i)}: expected sizes from 1 up whose product is at most {Array.MaxLength}, but found {size} as dimension {i + 1} of {dimensions}.");
            }

            sizes[i] = (int)size;
        }

        length = (int)product;
        return sizes;
    }

    // The magic number is 0, 0, the type of a value, the number of dimensions.
    private static void CheckMagic(ReadOnlySpan<byte> magic, int dimensions)
    {
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new InvalidDataException(
                $"byte 0: expected an IDX file, which starts with 0x0000{UnsignedByte:X2}{dimensions:X2}, but found 0x{Convert.ToHexString(magic)}.");
        }

        if (magic[2] != UnsignedByte)
        {
            throw new InvalidDataException($"byte 2: expected unsigned bytes (type 0x{UnsignedByte:X2}), but found type 0x{magic[2]:X2}.");
        }

        if (magic[3] != dimensions)
        {
            throw new InvalidDataException($"byte 3: expected {Kind(dimensions)}, but found {Kind(magic[3])}.");
        }
    }

    private static string Kind(int dimensions) => dimensions switch
    {
        1 => "1 dimension (labels)",
        3 => "3 dimensions (images)",
        _ => $"{dimensions} dimensions",
    };

    private static void ThrowUnlessWhole(int headerLength, int length, long found)
    {
        if (found != length)
        {
            throw new InvalidDataException(
                $"byte {headerLength}: expected {length} bytes after the header, but found {(found < length ? found : "more")}.");
        }
    }
}
