using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>x above zero, else slope · x.</summary>
/// <export layers="LeakyReLU">LeakyRelu</export>
/// <import operators="LeakyRelu">`LeakyReLU` <refused>a negative alpha</refused></import>
internal sealed record LeakyReLU(float Slope) : Layer, IExportedLayer
{
    private const string Name = "LeakyReLU";

    public override string NamePrefix => "leakyrelu";

    public override string CanonicalText => $"{Name}({NumberText.Of(Slope)})";

    public override string Attribute => Slope == 0.01f ? Name : $"{Name}({NumberText.Of(Slope)}f)";

    public override bool IsElementwise => true;

    public void Write(LayerWriter writer) => writer.Graph.Append("LeakyRelu", writer.NameOf(this), [], GraphWriter.Attribute("alpha", Slope));

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new LeakyReLU(text.Numbers[0]));
        OperatorKinds.Add("LeakyRelu", Read);
    }

    private static void Read(Node node, Chain chain)
    {
        float slope = node.Float("alpha", 0.01f);
        if (!(slope >= 0 && float.IsFinite(slope)))
        {
            throw new RefusedException($"its alpha is {slope}, and CnnGen's LeakyReLU has a slope of 0 or more");
        }

        chain.Append(new LeakyReLU(slope));
    }
}
