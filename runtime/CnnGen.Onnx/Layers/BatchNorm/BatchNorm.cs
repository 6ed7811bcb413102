using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;
using CnnGen.Parameters;

namespace CnnGen.Onnx.Layers;

/// <summary>Each channel normalised by the statistics of a batch, or by running ones.</summary>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="Momentum">What the running statistics take over of those of a batch: in ONNX one minus this is what they keep.</param>
/// <export layers="BatchNorm">BatchNormalization with its running statistics, so that training can continue elsewhere; ONNX's momentum is the share
/// that they keep, 1 − `Momentum`</export>
internal sealed record BatchNorm(float Epsilon, float Momentum) : Layer, IExportedLayer
{
    public const float DefaultEpsilon = 1e-5f;

    private const string Name = "BatchNorm";
    private const float DefaultMomentum = 0.1f;

    public override string NamePrefix => "bn";

    public override string CanonicalText => $"{Name}(Epsilon = {NumberText.Of(Epsilon)}, Momentum = {NumberText.Of(Momentum)})";

    public override string Attribute
    {
        get
        {
            string[] options =
            [
                .. Epsilon == DefaultEpsilon ? [] : new[] { $"Epsilon = {NumberText.Of(Epsilon)}" },
                .. Momentum == DefaultMomentum ? [] : new[] { $"Momentum = {NumberText.Of(Momentum)}" },
            ];
            return options.Length == 0 ? Name : $"{Name}({string.Join(", ", options)})";
        }
    }

    public void Write(LayerWriter writer)
    {
        Parameter weight = writer.Take();
        string[] statistics = [.. new[] { weight, writer.Take(), writer.Take(), writer.Take() }.Select(writer.Constant)];
        writer.Graph.Append(
            "BatchNormalization",
            LayerWriter.NameOf(weight),
            statistics,
            GraphWriter.Attribute("epsilon", Epsilon),
            GraphWriter.Attribute("momentum", 1 - Momentum));
    }

    [ModuleInitializer]
    internal static void Register() => LayerKinds.Add(Name, text => new BatchNorm(text.Number("Epsilon"), text.Number("Momentum")));
}
