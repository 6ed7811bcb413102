using CnnGen.Onnx.Import;

namespace CnnGen.Onnx.Tests.Import;

/// <summary>The model zoo's mnist-8: convolutions padded by SAME_UPPER, biases as constants to add, a product with a reshaped matrix.</summary>
public class Mnist8Tests
{
    [SkippableFact]
    public void Its_declaration_is_what_a_person_would_write()
    {
        OnnxImport import = OnnxImport.Open(Model(), new OnnxImportOptions { ClassName = "Mnist8", Namespace = "Digits", Loss = OnnxLoss.SoftmaxCrossEntropy });
        Assert.Equal(
            """
            using CnnGen;

            namespace Digits;

            /// <summary>Imported from model.onnx.</summary>
            [Network(1, 28, 28)]
            [Conv2D(8, 5, Padding = 2), ReLU, MaxPool2D(2)]
            [Conv2D(16, 5, Padding = 2), ReLU, MaxPool2D(3)]
            [Flatten, FullyConnected(10)]
            [SoftmaxCrossEntropy]
            public sealed partial class Mnist8;

            """,
            import.Declaration);
        Assert.Empty(import.Remarks);
        Assert.Equal(5_994, import.ParameterCount);
    }

    [SkippableFact]
    public void It_gives_the_scores_of_its_reference_outputs()
    {
        // Without a Softmax at its end its predictions are its scores.
        string folder = SharedData.Folder("onnx-models", "mnist-8");
        ImportedNetwork network = ImportedNetwork.Compile(OnnxImport.Open(Model()));
        for (int i = 0; i < 3; i++)
        {
            (_, Constant input) = OnnxFile.Tensor(Path.Combine(folder, $"test_data_set_{i}", "input_0.pb"));
            (_, Constant output) = OnnxFile.Tensor(Path.Combine(folder, $"test_data_set_{i}", "output_0.pb"));
            Closeness.Assert(output.Floats!, network.Predict(input.Floats!), 1e-5);
        }
    }

    [SkippableFact]
    public void It_reads_9891_of_the_10000_test_digits()
    {
        string digits = SharedData.Folder("mnist");
        ImportedNetwork network = ImportedNetwork.Compile(
            OnnxImport.Open(Model(), new OnnxImportOptions { Loss = OnnxLoss.SoftmaxCrossEntropy }));
        IdxDataset test = Idx.OpenFolder(digits).Test;
        int[] places = [.. Enumerable.Range(0, test.Count)];
        var data = Dataset.FromArrays(
            [.. places.SelectMany(i => test.Image(i).ToArray()).Select(pixel => (float)pixel)], [.. places.Select(test.Label)], test.SampleSize, test.ClassCount);
        Assert.Equal(9_891, Math.Round(network.Evaluate(data).Accuracy * data.Count));
    }

    private static string Model() => Path.Combine(SharedData.Folder("onnx-models", "mnist-8"), "model.onnx");
}
