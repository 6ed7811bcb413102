using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>Each output from each input.</summary>
/// <export layers="FullyConnected">Gemm</export>
internal sealed record FullyConnected(int Outputs, bool Bias) : Layer, IExportedLayer
{
    public override string NamePrefix => "fc";

    public override string CanonicalText => $"FullyConnected({Outputs}, Bias = {(Bias ? "true" : "false")})";

    public override string Attribute => $"FullyConnected({Outputs}{(Bias ? string.Empty : ", Bias = false")})";

    public override bool SumsInputs => true;

    public override LineStart LineStart => LineStart.AfterFilters;

    public override Layer WithBias(bool bias) => this with { Bias = bias };

    public void Write(LayerWriter writer)
    {
        string[] weights = writer.TakeWeights(Bias, out string name);
        writer.Graph.Append("Gemm", name, weights, GraphWriter.Attribute("transB", 1));
    }

    [ModuleInitializer]
    internal static void Register() => LayerKinds.Add("FullyConnected", text => new FullyConnected(text.Integers[0], text.Flag("Bias")));
}
