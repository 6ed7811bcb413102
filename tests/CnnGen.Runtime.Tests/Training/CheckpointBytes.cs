using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using CnnGen.Runtime.Tests.Weights;

namespace CnnGen.Runtime.Tests.Training;

/// <summary>The header of a checkpoint.</summary>
internal static class CheckpointBytes
{
    /// <summary>The samples of the epoch that were done.</summary>
    public static int Samples(string path) =>
        int.Parse(SafetensorsFile.Open(path).Metadata["cnngen.checkpoint.samples"], CultureInfo.InvariantCulture);

    /// <summary>Writes an entry anew, or removes it.</summary>
    public static void SetEntry(string path, string entry, string? value)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        JsonNode header = JsonNode.Parse(bytes.AsSpan(8, length))!;
        JsonObject metadata = header["__metadata__"]!.AsObject();
        metadata.Remove(entry);
        if (value is not null)
        {
            metadata.Add(entry, value);
        }

        File.WriteAllBytes(path, SafetensorsBytes.File(header.ToJsonString(), bytes[(8 + length)..]));
    }
}
