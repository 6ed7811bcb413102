using System.IO.Compression;
using System.Text;

namespace CnnGen.Runtime.Tests.Weights;

/// <summary>A file of another format is told what it is, and the way from there.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly Data.TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> Formats => new()
    {
        { "model.pt", Zip("archive/data.pkl"), "an archive of PyTorch; save it there as safetensors: safetensors.torch.save_file(model.state_dict(), path)." },
        { "old.pt", [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20], "a pickle, as of PyTorch; save it there as safetensors: " },
        { "model.npz", Zip("conv1.weight.npy"), "an archive of NumPy (.npz); save it as safetensors: safetensors.numpy.save_file(dict(numpy.load(source)), path)." },
        { "model.npy", [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0], "an array of NumPy; save it as safetensors: " },
        { "model.keras", Zip("metadata.json"), "a model of Keras; its kernels are (height, width, in, out) and its matrices (in, out): transpose them there, " },
        { "model.h5", [0x89, .. "HDF\r\n\u001a\n"u8, 0, 0], "an HDF5 file, as of Keras; its kernels are (height, width, in, out) and its matrices (in, out): " },
        { "model.gguf", [.. "GGUF"u8, 3, 0, 0, 0, 0, 0], "a GGUF file, mostly of quantised weights; take the safetensors file that it was made of." },
        { "model.tflite", [0x1c, 0, 0, 0, .. "TFL3"u8, 0], "a TensorFlow Lite model; " },
        { "model.onnx", [8, 7, 0x12, 7, .. "pytorch"u8], "an ONNX model; OnnxImport, of the package CnnGen.Onnx, makes a network of it and the weights that this loads." },
        { "model.safetensors.gz", Data.TemporaryFolder.Gzip([1, 2, 3]), "a file compressed with gzip; decompress it." },
        { "model.safetensors.index.json", "{\n  \"metadata\": {}"u8.ToArray(), "JSON; a file such as model.safetensors.index.json only lists the safetensors files in which the weights are." },
        { "pointer", "version https://git-lfs.github.com/spec/v1\n"u8.ToArray(), "a pointer of Git LFS in place of the file; fetch that: git lfs pull." },
        { "page", "<!DOCTYPE html>"u8.ToArray(), "a page of the web or other XML in place of the file; download it again." },
        { "archive.zip", Zip("readme.txt"), "a ZIP archive. If it is of PyTorch; save it there as safetensors: " },
        { "cut.zip", [.. "PK"u8, 3, 4, 0, 0, 0, 0, 8, 0], "a ZIP archive. " },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_file_is_and_what_to_do_are_told(string name, byte[] content, string expected)
    {
        string path = _folder.Write(name, content);
        string start = $"byte 0: expected a safetensors file, but found {expected}";
        Assert.StartsWith($"{path}: {start}", Assert.Throws<InvalidDataException>(() => Small.Load(path)).Message, StringComparison.Ordinal);
        Assert.StartsWith(start, Assert.Throws<InvalidDataException>(() => Small.Load(content)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            start,
            Assert.Throws<InvalidDataException>(() => new Small().LoadWeights(SafetensorsFile.Read(new FailingStream(new MemoryStream(content), int.MaxValue, null)))).Message,
            StringComparison.Ordinal);
    }

    private static byte[] Zip(string firstEntry)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            using Stream entry = archive.CreateEntry(firstEntry).Open();
            entry.Write([1, 2, 3]);
        }

        return bytes.ToArray();
    }
}
