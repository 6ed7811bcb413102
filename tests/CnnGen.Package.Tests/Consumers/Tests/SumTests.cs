using CnnGen;
using Xunit;

namespace Tests;

[Network(2)]
[FullyConnected(4), Tanh, FullyConnected(1), MeanSquaredError]
public sealed partial class Sum;

public class SumTests
{
    [Fact]
    public void A_network_learns_to_add_and_becomes_an_ONNX_model()
    {
        Dataset sums = Dataset.FromTargets([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 2], sampleSize: 2, targetSize: 1);
        var model = new Sum(seed: 1);
        EpochReport last = new Trainer<Sum>(model, new Sgd(learningRate: 0.1f)) { BatchSize = 4 }.Fit(sums, epochs: 500)[^1];
        Assert.InRange(last.TrainLoss, 0, 0.01);

        using var onnx = new MemoryStream();
        model.ExportOnnx(onnx);
        Assert.Equal("Sum", OnnxImport.Read(onnx.ToArray(), new OnnxImportOptions { ClassName = "Sum", Loss = OnnxLoss.MeanSquaredError }).ClassName);
    }
}
