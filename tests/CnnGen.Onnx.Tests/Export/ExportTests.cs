using CnnGen.Networks;
using CnnGen.Onnx.Format;

namespace CnnGen.Onnx.Tests.Export;

/// <summary>What an exported file is like; that it computes the same is told by the tests of the kernels, with ONNX Runtime.</summary>
public class ExportTests
{
    [Fact]
    public void Constants_bear_the_names_and_shapes_of_safetensors()
    {
        var model = new Local(seed: 3);
        ModelProto onnx = ModelProto.Parser.ParseFrom(Export(model));
        Assert.Equal(7, onnx.IrVersion);
        Assert.Equal(13, Assert.Single(onnx.OpsetImport).Version);
        foreach (Parameters.Parameter parameter in model.Parameters)
        {
            TensorProto constant = Assert.Single(onnx.Graph.Initializer, tensor => tensor.Name == parameter.Name);
            Assert.Equal(parameter.Shape.Select(size => (long)size), constant.Dims);
        }
    }

    [Fact]
    public void The_batch_is_open()
    {
        TensorShapeProto shape = ModelProto.Parser.ParseFrom(Export(new Signal())).Graph.Input[0].Type.TensorType.Shape;
        Assert.False(shape.Dim[0].HasDimValue);
        Assert.Equal([3, 40], shape.Dim.Skip(1).Select(size => size.DimValue));
    }

    [Fact]
    public void Exported_and_imported_a_network_is_the_same_to_the_bit()
    {
        AssertTheSame(new Picture(seed: 5), "[Network(2, 12, 11)]\n[Conv2D(6, 5, 3, Padding = 2), ReLU, MaxPool2D(2)]\n"
            + "[Conv2D(9, 3, Stride = 2, Padding = 2, Dilation = 2, Bias = false), Tanh, AveragePool2D(2, Stride = 1)]\n"
            + "[Flatten, FullyConnected(12), Sigmoid, FullyConnected(10, Bias = false)]\n[SoftmaxCrossEntropy]\npublic sealed partial class Same;\n");
        AssertTheSame(new Signal(seed: 5), "[Network(3, 40)]\n[Conv1D(5, 4, Padding = 1), ReLU, MaxPool1D(3)]\n[Flatten, FullyConnected(1)]\n[BinaryCrossEntropy]\npublic sealed partial class Same;\n");
        AssertTheSame(new Averaged(seed: 5), "[Network(2, 9, 9)]\n[Conv2D(6, 3), ReLU, MaxPool2D(3, Stride = 2, Padding = 1, CeilMode = true), AveragePool2D(2, Stride = 1, Padding = 1, CountIncludePad = false), GlobalAveragePool]\n[FullyConnected(5), LeakyReLU(0.2f), FullyConnected(4), LeakyReLU, FullyConnected(3)]\n[SoftmaxCrossEntropy]\npublic sealed partial class Same;\n");
        AssertTheSame(new Grouped(seed: 5), "[Network(2, 9, 8)]\n[Conv2D(8, 3, Groups = 2), ReLU]\n[Conv2D(8, 3, Padding = 1, Groups = 8, Bias = false), Tanh]\n[Flatten, FullyConnected(3)]\n[SoftmaxCrossEntropy]\npublic sealed partial class Same;\n");
        AssertTheSame(new Tall(seed: 5), "[Network(1, 9, 4)]\n[Conv2D(3, 3, 1, Dilation = 2), ReLU]\n[Flatten, FullyConnected(2)]\n[SoftmaxCrossEntropy]\npublic sealed partial class Same;\n");
        AssertTheSame(new Smooth(seed: 5), "[Network(6)]\n[FullyConnected(5), GELU, FullyConnected(2)]\n[MeanSquaredError]\npublic sealed partial class Same;\n");
        AssertTheSame(new Numbers(seed: 5), "[Network(4)]\n[FullyConnected(3), Tanh, FullyConnected(2)]\n[MeanSquaredError]\npublic sealed partial class Same;\n");
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_as_it_was()
    {
        string folder = Directory.CreateTempSubdirectory("cnngen-tests-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.onnx");
            new Numbers(seed: 1).ExportOnnx(path);
            Assert.Equal(Export(new Numbers(seed: 1)), File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));

            // A folder cannot be replaced by a file.
            IOException error = Assert.Throws<IOException>(() => new Numbers(seed: 2).ExportOnnx(folder));
            Assert.Contains(folder, error.Message, StringComparison.Ordinal);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void More_weights_than_a_file_can_hold_are_refused()
    {
        OnnxExport.ThrowUnlessHeld("Huge", 2_000_000_000);
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => OnnxExport.ThrowUnlessHeld("Huge", int.MaxValue));
        Assert.StartsWith("Huge has 2,147,483,647 bytes of weights", error.Message, StringComparison.Ordinal);
    }

    private static void AssertTheSame<T>(T model, string declaration)
        where T : class, INetwork<T>
    {
        OnnxImport import = OnnxImport.Read(Export(model), new OnnxImportOptions { ClassName = "Same" });
        Assert.Equal($"using CnnGen;\n\n{declaration}", import.Declaration);
        Assert.Empty(import.Remarks);
        using var weights = new MemoryStream();
        import.SaveWeights(weights);
        var again = (T)Activator.CreateInstance(typeof(T), 6)!;

        // The hash of the architecture is compared as well.
        WeightsFile.Load(again, weights.ToArray());
        foreach ((Parameters.Parameter expected, Parameters.Parameter found) in model.Parameters.Zip(again.Parameters))
        {
            Assert.Equal(expected.Values.ToArray(), found.Values.ToArray());
        }
    }

    private static byte[] Export<T>(T model)
        where T : class, INetwork<T>
    {
        using var stream = new MemoryStream();
        model.ExportOnnx(stream);
        return stream.ToArray();
    }
}
