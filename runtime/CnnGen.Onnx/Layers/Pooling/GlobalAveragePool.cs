using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>The mean of each channel, as a vector.</summary>
/// <export layers="GlobalAveragePool">GlobalAveragePool, Flatten</export>
/// <import operators="GlobalAveragePool">`GlobalAveragePool` with the Flatten after it, else a pool as large as its input</import>
internal sealed record GlobalAveragePool : Layer, IExportedLayer
{
    public override string NamePrefix => "pool";

    public override string CanonicalText => "GlobalAveragePool";

    public override string Attribute => CanonicalText;

    public void Write(LayerWriter writer)
    {
        string name = writer.NameOf(this);
        writer.Graph.Append("GlobalAveragePool", $"{name}.image", []);
        writer.Graph.Append("Flatten", name, [], GraphWriter.Attribute("axis", 1));
        writer.Dimensions = 1;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("GlobalAveragePool", _ => new GlobalAveragePool());
        OperatorKinds.Add("GlobalAveragePool", (_, chain) => PoolOperator.ReadGlobal(chain, isMax: false, new GlobalAveragePool()));
    }
}
