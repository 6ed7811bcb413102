using System.Text;
using System.Text.Json;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>
/// Reads safetensors as the format's description has it, and demands what the description only allows: sorted names,
/// values in their order, a padded header. It shares nothing with the runtime.
/// </summary>
internal sealed class StrictReader
{
    public StrictReader(byte[] file)
    {
        long length = checked((long)BitConverter.ToUInt64(file, 0));
        Assert.InRange(length, 2, 100_000_000);
        Assert.Equal(0, length % 8);
        string header = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file, 8, (int)length);
        Assert.StartsWith("{", header, StringComparison.Ordinal);
        Assert.EndsWith("}", header.TrimEnd(' '), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', header);
        Assert.InRange(header.Length - header.TrimEnd(' ').Length, 0, 7);

        byte[] data = file[(8 + (int)length)..];
        using JsonDocument json = JsonDocument.Parse(header);
        JsonProperty[] entries = [.. json.RootElement.EnumerateObject()];
        Assert.Equal("__metadata__", entries[0].Name);
        Metadata = entries[0].Value.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        Assert.Equal(Metadata.Keys.Order(StringComparer.Ordinal), Metadata.Keys);
        Assert.Equal(entries[1..].Select(entry => entry.Name).Distinct().Order(StringComparer.Ordinal), entries[1..].Select(entry => entry.Name));

        int begin = 0;
        foreach (JsonProperty entry in entries[1..])
        {
            Assert.Equal(["dtype", "shape", "data_offsets"], entry.Value.EnumerateObject().Select(property => property.Name));
            Assert.Equal("F32", entry.Value.GetProperty("dtype").GetString());
            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            int end = begin + (4 * shape.Aggregate(1, (product, size) => product * size));
            Assert.Equal([begin, end], offsets);
            Tensors.Add(entry.Name, (shape, [.. Enumerable.Range(0, (end - begin) / 4).Select(i => BitConverter.ToUInt32(data, begin + (4 * i)))]));
            begin = end;
        }

        Assert.Equal(begin, data.Length);
    }

    public Dictionary<string, string> Metadata { get; }

    /// <summary>Shape and bits of each tensor.</summary>
    public Dictionary<string, (int[] Shape, uint[] Bits)> Tensors { get; } = [];
}
