using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>An image or a signal as a vector.</summary>
/// <export layers="Flatten">Flatten</export>
internal sealed record Flatten : Layer, IExportedLayer
{
    public override string NamePrefix => "flatten";

    public override string CanonicalText => "Flatten";

    public override string Attribute => CanonicalText;

    public override bool OnlyRenamesPositions => true;

    public override LineStart LineStart => LineStart.Always;

    public void Write(LayerWriter writer)
    {
        writer.Graph.Append("Flatten", writer.NameOf(this), [], GraphWriter.Attribute("axis", 1));
        writer.Dimensions = 1;
    }

    [ModuleInitializer]
    internal static void Register() => LayerKinds.Add("Flatten", _ => new Flatten());
}
