using System.Buffers.Binary;
using System.IO.Compression;

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
    public static IdxArray Read(string path, int dimensions)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[2];
        bool isGzip = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1f && start[1] == 0x8b;
        file.Position = 0;
        using Stream content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            int[] sizes = ReadHeader(content, dimensions, out int length);
            return new IdxArray(sizes, ReadValues(content, length));
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    private static int[] ReadHeader(Stream content, int dimensions, out int length)
    {
        Span<byte> header = stackalloc byte[MagicLength + (SizeLength * dimensions)];
        int read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read >= MagicLength)
        {
            CheckMagic(header[..MagicLength], dimensions);
        }

        if (read < header.Length)
        {
            throw new InvalidDataException($"expected a header of {header.Length} bytes, but found {read}.");
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
                    $"expected sizes from 1 up whose product is at most {Array.MaxLength}, but found {size} as dimension {i + 1} of {dimensions}.");
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
                $"expected an IDX file, which starts with 0x0000{UnsignedByte:X2}{dimensions:X2}, but found 0x{Convert.ToHexString(magic)}.");
        }

        if (magic[2] != UnsignedByte)
        {
            throw new InvalidDataException($"expected unsigned bytes (type 0x{UnsignedByte:X2}), but found type 0x{magic[2]:X2}.");
        }

        if (magic[3] != dimensions)
        {
            throw new InvalidDataException($"expected {Kind(dimensions)}, but found {Kind(magic[3])}.");
        }
    }

    private static string Kind(int dimensions) => dimensions switch
    {
        1 => "1 dimension (labels)",
        3 => "3 dimensions (images)",
        _ => $"{dimensions} dimensions",
    };

    private static byte[] ReadValues(Stream content, int length)
    {
        byte[] values = PromisedBytes.Read(content, length);
        if (values.Length < length)
        {
            throw new InvalidDataException($"expected {length} bytes after the header, but found {values.Length}.");
        }

        if (content.ReadByte() >= 0)
        {
            throw new InvalidDataException($"expected {length} bytes after the header, but found more.");
        }

        return values;
    }
}
