using CnnGen.Onnx.Export;
using CnnGen.Onnx.Format;
using CnnGen.Onnx.Layers;
using CnnGen.Parameters;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Onnx.Tests.Export;

/// <summary>A fixed filter has no parameters: its coefficients are in the architecture's text.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("Network(2, 3, 4); Filter2D(1, 2, -1, 1.5, Stride = 1, Padding = 0, Dilation = 2)", new[] { 3f, 3.5f, 5f, 5.5f, 7f, 7.5f, 9f, 9.5f, 11f, 11.5f, 13f, 13.5f })]
    [InlineData("Network(2, 3); Filter1D(1, 0, -0.5, Stride = 2, Padding = 1, Dilation = 1)", new[] { -0.5f, 1f, -2f, 4f })]
    public void Each_channel_is_filtered_by_itself(string architecture, float[] expected)
    {
        int[] input = [.. architecture.Split(')')[0].Split('(')[1].Split(", ").Select(int.Parse)];
        Layer layer = Assert.Single(ArchitectureText.Read(architecture));
        Assert.Equal(architecture, ArchitectureText.Write(input, [layer]));

        ModelProto model = new ModelBuilder(input).Add("Identity").Model();
        var graph = new GraphWriter(model.Graph, "n0");
        new LayerNodes(graph, Enumerable.Empty<Parameter>().GetEnumerator(), input).Write(layer);
        model.Graph.Output[0].Name = graph.Current;

        using var session = new InferenceSession(model.ToByteArray());
        float[] samples = [.. Enumerable.Range(0, input.Aggregate((product, size) => product * size)).Select(i => (float)i)];
        using OrtValue values = OrtValue.CreateTensorValueFromMemory(samples, [1, .. input.Select(size => (long)size)]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [values], session.OutputNames);
        Assert.Equal(expected, outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }
}
