using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>ONNX Runtime on an exported network.</summary>
internal static class OnnxSession
{
    /// <summary>The scores of a batch, sample after sample.</summary>
    public static float[] Run(NetworkUnderTest model, DrawnBatch batch)
    {
        using var onnx = new MemoryStream();
        model.ExportOnnx(onnx);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(onnx.ToArray(), options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            batch.Samples, [batch.Count, .. model.Layout.InputShape.Select(size => (long)size)]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["input"], [input], ["output"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
