using System.Security.Cryptography;
using System.Text;

namespace CnnGen.Runtime.Tests.Weights;

[Trait("Speed", "Slow")]
public sealed class SavingTests
{
    private const string Architecture =
        "Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Tanh; Flatten; FullyConnected(4, Bias = false); SoftmaxCrossEntropy";

    [Fact]
    public void A_reader_written_from_the_description_reads_what_was_saved()
    {
        var model = new LeNet5(seed: 3);
        var file = new StrictReader(SafetensorsBytes.Of(model.Save));
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), file.Tensors.Keys);
        Assert.All(model.Parameters, parameter =>
        {
            Assert.Equal(parameter.Shape, file.Tensors[parameter.Name].Shape);
            Assert.Equal(SafetensorsBytes.Bits(parameter.Values), file.Tensors[parameter.Name].Bits);
        });
        Assert.Equal([6, 1, 5, 5], file.Tensors["conv1.weight"].Shape);
        Assert.Equal([10], file.Tensors["fc3.bias"].Shape);
    }

    [Fact]
    public void Metadata_name_network_and_architecture()
    {
        Dictionary<string, string> metadata = new StrictReader(SafetensorsBytes.Of(new Small().Save)).Metadata;
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["cnngen.network"] = "Small",
                ["cnngen.architecture"] = Architecture,
                ["format"] = "pt",
                ["cnngen.architecture.sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Architecture))),
            },
            metadata);
    }

    [Fact]
    public void The_hash_of_an_architecture_is_the_same_for_ever() => Assert.Equal(
        "f221a286162513588193d585b1b3be6dac60f95dc06ec5761c1d97eed062b077",
        new StrictReader(SafetensorsBytes.Of(new LeNet5().Save)).Metadata["cnngen.architecture.sha256"]);

    [Fact]
    public void An_architecture_is_written_with_every_argument()
    {
        Assert.Equal(
            "Network(3, 12, 10); AveragePool2D(2, 3, Stride = 2×3); Sigmoid; MaxPool2D(2, 2, Stride = 1); ReLU; "
            + "AveragePool2D(1, 1, Stride = 1); Flatten; FullyConnected(2, Bias = true); SoftmaxCrossEntropy",
            new StrictReader(SafetensorsBytes.Of(new Pooled().Save)).Metadata["cnngen.architecture"]);
        Assert.Equal(
            "Network(7, 3); Flatten; FullyConnected(2, Bias = true); SoftmaxCrossEntropy",
            new StrictReader(SafetensorsBytes.Of(new Signal().Save)).Metadata["cnngen.architecture"]);
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes() =>
        Assert.Equal(SafetensorsBytes.Of(new LeNet5(seed: 5).Save), SafetensorsBytes.Of(new LeNet5(seed: 5).Save));

    [Fact]
    public void A_file_and_a_stream_get_the_same_bytes()
    {
        using var folder = new Data.TemporaryFolder();
        string path = Path.Combine(folder.Path, "small.safetensors");
        var model = new Small(seed: 2);
        model.Save(path);
        Assert.Equal(SafetensorsBytes.Of(model.Save), File.ReadAllBytes(path));
    }

    [Fact]
    public void Metadata_of_ones_own_are_written_beside_those()
    {
        var model = new Small(seed: 2);
        byte[] content = SafetensorsBytes.Of(stream => model.Save(stream, new Dictionary<string, string> { ["license"] = "MIT", ["zahl"] = "\"π\"\n" }));
        SafetensorsFile file = SafetensorsFile.Read(content);
        Assert.Equal(("MIT", "\"π\"\n", "pt", 6), (file.Metadata["license"], file.Metadata["zahl"], file.Metadata["format"], file.Metadata.Count));
        Assert.Equal(SafetensorsBytes.Bits(model.Parameters), SafetensorsBytes.Bits(Small.Load(content).Parameters));

        using var folder = new Data.TemporaryFolder();
        string path = Path.Combine(folder.Path, "small.safetensors");
        model.Save(path, new Dictionary<string, string> { ["zahl"] = "\"π\"\n", ["license"] = "MIT" });
        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal(SafetensorsBytes.Of(model.Save), SafetensorsBytes.Of(stream => model.Save(stream, new Dictionary<string, string>())));
    }

    [Theory]
    [InlineData("format")]
    [InlineData("cnngen.network")]
    [InlineData("cnngen.")]
    public void Metadata_that_are_written_anyway_are_refused(string name)
    {
        using var folder = new Data.TemporaryFolder();
        string path = Path.Combine(folder.Path, "small.safetensors");
        Assert.StartsWith(
            $"Expected metadata of other names than format and cnngen.…, which are written anyway, but found '{name}'.",
            Assert.Throws<ArgumentException>("metadata", () => new Small().Save(path, new Dictionary<string, string> { [name] = "x" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("metadata", () => new Small().Save(path, new Dictionary<string, string> { ["a"] = null! }));
        Assert.Throws<ArgumentException>("metadata", () => new Small().Save(path, new Dictionary<string, string> { ["a"] = new('x', 100_000_000) }));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
