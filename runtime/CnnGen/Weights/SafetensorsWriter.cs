using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using CnnGen.Parameters;

namespace CnnGen.Weights;

/// <summary>
/// Writes parameters as 32-bit floats in the format safetensors: metadata and tensors sorted by name, values without
/// gaps in the same order, the header padded with spaces so that they begin at a multiple of 8. The same parameters and
/// metadata give the same bytes.
/// </summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int ChunkFloats = 1 << 14;

    public static void Write(Stream stream, IEnumerable<Parameter> parameters, IReadOnlyDictionary<string, string> metadata)
    {
        Parameter[] sorted = [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
        stream.Write(Header(sorted, metadata));
        byte[] bytes = new byte[ChunkFloats * sizeof(float)];
        foreach (Parameter parameter in sorted)
        {
            ReadOnlySpan<float> values = parameter.Content;
            while (!values.IsEmpty)
            {
                ReadOnlySpan<float> chunk = values[..Math.Min(values.Length, ChunkFloats)];
                for (int i = 0; i < chunk.Length; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), chunk[i]);
                }

                stream.Write(bytes, 0, chunk.Length * sizeof(float));
                values = values[chunk.Length..];
            }
        }
    }

    private static byte[] Header(Parameter[] parameters, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            long begin = 0;
            foreach (Parameter parameter in parameters)
            {
                long end = begin + ((long)parameter.Content.Length * sizeof(float));
                WriteTensor(writer, parameter, begin, end);
                begin = end;
            }

            writer.WriteEndObject();
        }

        int length = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        if (length > SafetensorsHeader.MostBytes)
        {
            throw new ArgumentException(
                $"Expected metadata that fit into a header of at most {SafetensorsHeader.MostBytes} bytes, but it would have {length}.", nameof(metadata));
        }

        byte[] header = new byte[SafetensorsHeader.LengthSize + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        Span<byte> text = header.AsSpan(SafetensorsHeader.LengthSize);
        text.Fill((byte)' ');
        json.WrittenSpan.CopyTo(text);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string name, string text) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter writer, Parameter parameter, long begin, long end)
    {
        writer.WriteStartObject(parameter.Name);
        writer.WriteString(SafetensorsHeader.TypeName, ElementType.F32);
        writer.WriteStartArray(SafetensorsHeader.ShapeName);
        foreach (int dimension in parameter.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray(SafetensorsHeader.OffsetsName);
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
