using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The largest value of each channel, as a vector.</summary>
/// <export layers="GlobalMaxPool">GlobalMaxPool, Flatten</export>
/// <import operators="GlobalMaxPool">`GlobalMaxPool` with the Flatten after it, else a pool as large as its input</import>
internal sealed record GlobalMaxPool : Layer, IExportedLayer
{
    public override string NamePrefix => "pool";

    public override string CanonicalText => "GlobalMaxPool";

    public override string Attribute => CanonicalText;

    public void Write(LayerWriter writer)
    {
        string name = writer.NameOf(this);
        writer.Graph.Append("GlobalMaxPool", $"{name}.image", []);
        writer.Graph.Append("Flatten", name, [], GraphWriter.Attribute("axis", 1));
        writer.Dimensions = 1;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("GlobalMaxPool", _ => new GlobalMaxPool());
        OperatorKinds.Add("GlobalMaxPool", (_, chain) => PoolOperator.ReadGlobal(chain, isMax: true, new GlobalMaxPool()));
    }
}
