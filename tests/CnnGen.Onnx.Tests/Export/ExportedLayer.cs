using CnnGen.Onnx.Export;
using CnnGen.Onnx.Format;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Onnx.Tests.Export;

/// <summary>A network of one layer without parameters, exported.</summary>
internal static class ExportedLayer
{
    /// <summary>What ONNX Runtime makes of one sample, whose values are 0, 1, 2 and so on.</summary>
    /// <param name="architecture">The text of its architecture.</param>
    public static float[] Run(string architecture)
    {
        int[] input = [.. architecture.Split(')')[0].Split('(')[1].Split(", ").Select(int.Parse)];
        Layer layer = Assert.Single(ArchitectureText.Read(architecture));
        Assert.Equal(architecture, ArchitectureText.Write(input, [layer]));

        ModelProto model = new ModelBuilder(input).Add("Identity").Model();
        var graph = new GraphWriter(model.Graph, "n0");
        new LayerWriter(graph, Enumerable.Empty<Parameter>().GetEnumerator(), input).Write(layer);
        model.Graph.Output[0].Name = graph.Current;

        using var session = new InferenceSession(model.ToByteArray());
        float[] samples = [.. Enumerable.Range(0, input.Aggregate((product, size) => product * size)).Select(i => (float)i)];
        using OrtValue values = OrtValue.CreateTensorValueFromMemory(samples, [1, .. input.Select(size => (long)size)]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [values], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
