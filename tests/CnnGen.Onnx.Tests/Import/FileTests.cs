namespace CnnGen.Onnx.Tests.Import;

/// <summary>What a path leads to.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_in_place_of_a_model_is_an_error_that_names_it() =>
        Assert.Equal($"{_folder}: expected a file, but found a folder.", Assert.Throws<IOException>(() => OnnxImport.Open(_folder)).Message);

    [Fact]
    public void An_empty_file_is_no_model()
    {
        string path = Path.Combine(_folder, "empty.onnx");
        File.WriteAllBytes(path, []);
        Assert.Equal(
            $"{path}: expected an ONNX model, but found a file without content, a pipe or a device.",
            Assert.Throws<InvalidDataException>(() => OnnxImport.Open(path)).Message);
    }

    // On Linux the platform's hashes need OpenSSL, without which a native program ends at once.
    [Fact]
    public void Nothing_of_the_platforms_cryptography_is_needed() => Assert.DoesNotContain(
        typeof(OnnxImport).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("System.Security.Cryptography", StringComparison.Ordinal));
}
