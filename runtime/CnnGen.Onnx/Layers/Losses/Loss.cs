using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The end of a network. What its scores are is a node after them, or none.</summary>
/// <param name="Kind">Which.</param>
/// <export layers="BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy">Sigmoid, nothing, Softmax</export>
internal sealed record Loss(OnnxLoss Kind) : Layer, IExportedLayer
{
    private static readonly OnnxLoss[] Kinds = [OnnxLoss.SoftmaxCrossEntropy, OnnxLoss.BinaryCrossEntropy, OnnxLoss.MeanSquaredError];

    public override string NamePrefix => CanonicalText.ToLowerInvariant();

    public override string CanonicalText => Kind.ToString();

    public override string Attribute => CanonicalText;

    public void Write(LayerWriter writer)
    {
        if (Kind == OnnxLoss.SoftmaxCrossEntropy)
        {
            writer.Graph.Append("Softmax", "softmax", [], GraphWriter.Attribute("axis", 1));
        }
        else if (Kind == OnnxLoss.BinaryCrossEntropy)
        {
            writer.Graph.Append("Sigmoid", "probability", []);
        }
    }

    [ModuleInitializer]
    internal static void Register()
    {
        foreach (OnnxLoss kind in Kinds)
        {
            LayerKinds.Add(kind.ToString(), _ => new Loss(kind));
        }
    }
}
