using System.Buffers.Binary;
using System.Text;
using CnnGen.Parameters;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>The bytes of safetensors files, written by hand.</summary>
internal static class SafetensorsBytes
{
    /// <summary>The length of the header, the header, the values.</summary>
    public static byte[] File(string header, params byte[] data) => File((ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(ulong length, byte[] header, params byte[] data)
    {
        byte[] start = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(start, length);
        return [.. start, .. header, .. data];
    }

    /// <summary>One tensor.</summary>
    public static byte[] Tensor(string type, string shape, params byte[] data) =>
        File($$$"""{"t":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[0,{{{data.Length}}}]}}""", data);

    /// <summary>A file of floats.</summary>
    /// <param name="metadata">What it says of itself, as JSON.</param>
    /// <param name="tensors">Its tensors.</param>
    public static byte[] Floats(string metadata, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        int end = 0;
        IEnumerable<string> entries = tensors.Select(tensor =>
        {
            int begin = end;
            end += sizeof(float) * tensor.Values.Length;
            return $$"""
                "{{tensor.Name}}":{"dtype":"F32","shape":[{{string.Join(",", tensor.Shape)}}],"data_offsets":[{{begin}},{{end}}]}
                """;
        });
        string header = $$"""{"__metadata__":{{metadata}},{{string.Join(",", entries)}}}""";
        return File(header, [.. tensors.SelectMany(tensor => tensor.Values).SelectMany(BitConverter.GetBytes)]);
    }

    public static byte[] Of(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    public static uint[] Bits(ReadOnlySpan<float> values)
    {
        uint[] bits = new uint[values.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToUInt32Bits(values[i]);
        }

        return bits;
    }

    /// <summary>The bits of every parameter, by name.</summary>
    public static Dictionary<string, uint[]> Bits(ParameterSet parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => Bits(parameter.Values));
}
