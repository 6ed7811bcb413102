using CnnGen.Onnx.Tool;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>The command line writes both files, and replaces none unasked.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;

    private string Declaration => Path.Combine(_folder, "out", "TinyModel.cs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_becomes_a_declaration_and_weights()
    {
        Assert.Equal(0, Import());
        Assert.Contains("/// <summary>Imported from tiny-model.onnx.</summary>", File.ReadAllText(Declaration), StringComparison.Ordinal);
        SafetensorsFile weights = SafetensorsFile.Open(Path.ChangeExtension(Declaration, ".safetensors"));
        Assert.Equal("fc1.weight", Assert.Single(weights.Tensors).Name);
        Assert.Equal("TinyModel", weights.Metadata["cnngen.network"]);
    }

    [Fact]
    public void Files_that_are_there_are_replaced_only_by_force()
    {
        Assert.Equal(0, Import());
        File.WriteAllText(Declaration, "edited");
        Assert.Equal(1, Import());
        Assert.Equal("edited", File.ReadAllText(Declaration));
        Assert.Equal(0, Import("--force"));
        Assert.Contains("FullyConnected(3, Bias = false)", File.ReadAllText(Declaration), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--input", "3,x")]
    [InlineData("--loss", "none")]
    [InlineData("--name", "8")]
    public void A_wrong_option_writes_nothing(params string[] options)
    {
        Assert.NotEqual(0, Import(options));
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    private int Import(params string[] options)
    {
        string model = Path.Combine(_folder, "tiny-model.onnx");
        File.WriteAllBytes(model, new ModelBuilder([4]).Constant("w", 4, 3).Add("MatMul", ["w"]).Add("Softmax").Bytes());
        return ImportCommand.Create().Parse([model, "--out", Path.Combine(_folder, "out"), .. options]).Invoke();
    }
}
