using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen.Weights;

/// <summary>What stands in front of the values.</summary>
/// <param name="Metadata">Free text by name.</param>
/// <param name="Tensors">The tensors in the order of their values, which they share out without gap or overlap.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The number in front of the header: its bytes, as a 64-bit little-endian integer.</summary>
    public const int LengthSize = sizeof(ulong);

    /// <summary>The most bytes of a header: the format's own limit.</summary>
    public const int MostBytes = 100_000_000;

    /// <summary>Names of the header.</summary>
    public const string MetadataName = "__metadata__", TypeName = "dtype", ShapeName = "shape", OffsetsName = "data_offsets";

    /// <summary>The bytes of all values.</summary>
    public long DataLength => Tensors.Count == 0 ? 0 : Tensors[^1].End;

    /// <summary>Whether no header begins where one should: the file is of another format.</summary>
    /// <param name="start">The first bytes of a file: more than eight, or all that it has.</param>
    public static bool IsForeign(ReadOnlySpan<byte> start) => start.Length > LengthSize && start[LengthSize] != (byte)'{';

    /// <summary>Reads the number in front of a header.</summary>
    /// <param name="start">The first bytes of a file: eight or more, or all that it has. Where those tell another format, the more the better.</param>
    /// <param name="available">The bytes of the file, where they are known.</param>
    /// <exception cref="InvalidDataException">No header can be that long, or the file is of another format.</exception>
    public static int ReadLength(ReadOnlySpan<byte> start, long? available)
    {
        if (start.Length < LengthSize)
        {
            throw new InvalidDataException($"byte 0: expected the length of the header in {LengthSize} bytes, but found {start.Length}.");
        }

        if (IsForeign(start) && ForeignFormat.Describe(start) is { } format)
        {
            throw new InvalidDataException($"byte 0: expected a safetensors file, but found {format}");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MostBytes)
        {
            throw new InvalidDataException(
                $"byte 0: expected the length of a safetensors header, at most {MostBytes}, but found {length}.");
        }

        return (long)length <= available - LengthSize || available is null
            ? (int)length
            : throw new InvalidDataException($"byte 0: expected a header of {length} bytes, but {available - LengthSize} follow.");
    }

    /// <summary>Reads a header.</summary>
    /// <param name="json">All of its bytes.</param>
    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidDataException($"byte {LengthSize}: expected a header, which starts with '{{', but found "
                + (json.IsEmpty ? "an empty one." : $"0x{json[0]:X2}."));
        }

        (Dictionary<string, string> metadata, List<TensorEntry> tensors) = new HeaderReader(json).Read();
        tensors.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        long end = 0;
        foreach (TensorEntry tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                throw new InvalidDataException(
                    $"byte {tensor.Position}: expected the values of {Quotation.Of(tensor.Name)} to begin at {end}, where those before them end, "
                    + $"but they begin at {tensor.Begin}.");
            }

            end = tensor.End;
        }

        return new SafetensorsHeader(metadata, tensors);
    }
}
