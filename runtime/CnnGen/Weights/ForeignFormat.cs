using System.Buffers.Binary;
using System.Text;

namespace CnnGen.Weights;

/// <summary>Files of other formats that people have weights in, by their first bytes.</summary>
internal static class ForeignFormat
{
    /// <summary>As many bytes as tell a format, behind those that a safetensors file has its length in.</summary>
    public const int TellingBytes = 256;

    private const int ZipNameLength = 26;
    private const int ZipName = 30;
    private const string Torch = "PyTorch; save it there as safetensors: safetensors.torch.save_file(model.state_dict(), path).";

    /// <summary>What a file is, and the way from there to weights that can be read; <see langword="null"/> where its beginning does not tell.</summary>
    /// <param name="start">Its first bytes, at least eight.</param>
    public static string? Describe(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => DescribeArchive(start),
        [0x80, >= 2 and <= 5, ..] => $"a pickle, as of {Torch}",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] =>
            "an HDF5 file, as of Keras; its kernels are (height, width, in, out) and its matrices (in, out): transpose them there, and save them as "
            + "safetensors under the network's names.",
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] =>
            "an array of NumPy; save it as safetensors: safetensors.numpy.save_file({'conv1.weight': array}, path).",
        [(byte)'G', (byte)'G', (byte)'U', (byte)'F', ..] =>
            "a GGUF file, mostly of quantised weights; take the safetensors file that it was made of.",
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => "a TensorFlow Lite model; take the model that it was made of, and save its weights as safetensors.",
        [0x1f, 0x8b, ..] => "a file compressed with gzip; decompress it.",
        [(byte)'{', ..] => "JSON; a file such as model.safetensors.index.json only lists the safetensors files in which the weights are.",
        [(byte)'<', ..] => "a page of the web or other XML in place of the file; download it again.",
        _ when start.StartsWith("version https://git-lfs"u8) => "a pointer of Git LFS in place of the file; fetch that: git lfs pull.",
        _ when IsOnnx(start) => "an ONNX model; OnnxImport, of the package CnnGen.Onnx, makes a network of it and the weights that this loads.",
        _ => null,
    };

    // The first entry tells what an archive is.
    private static string DescribeArchive(ReadOnlySpan<byte> start)
    {
        int length = start.Length < ZipName ? 0 : Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(start[ZipNameLength..]), start.Length - ZipName);
        string name = length == 0 ? string.Empty : Encoding.Latin1.GetString(start.Slice(ZipName, length));
        return name.EndsWith(".npy", StringComparison.Ordinal)
            ? "an archive of NumPy (.npz); save it as safetensors: safetensors.numpy.save_file(dict(numpy.load(source)), path)."
            : name.EndsWith("/data.pkl", StringComparison.Ordinal) || name.EndsWith("/.format_version", StringComparison.Ordinal)
                ? $"an archive of {Torch}"
                : name is "metadata.json" or "config.json" or "model.weights.h5"
                    ? "a model of Keras; its kernels are (height, width, in, out) and its matrices (in, out): transpose them there, and save them as "
                        + "safetensors under the network's names."
                    : $"a ZIP archive. If it is of {Torch}";
    }

    // A message of Protocol Buffers whose first field is the version of the format (1), and whose second is the next one that
    // there is: what produced it (2 to 4), the version of the model, its documentation, the graph (5 to 7), or the operators (8).
    private static bool IsOnnx(ReadOnlySpan<byte> start) => start is [0x08, > 0 and < 0x40, 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42, ..];
}
