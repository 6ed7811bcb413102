using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>Nothing, in a model that only predicts.</summary>
/// <export layers="Dropout">nothing</export>
/// <import operators="Dropout, Identity">nothing <refused>Dropout in training mode</refused></import>
internal sealed record Dropout(float Rate) : Layer, IExportedLayer
{
    private const string Name = "Dropout";

    public override string NamePrefix => "dropout";

    public override string CanonicalText => $"{Name}({NumberText.Of(Rate)})";

    public override string Attribute => $"{Name}({NumberText.Of(Rate)}f)";

    public void Write(LayerWriter writer)
    {
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add(Name, text => new Dropout(text.Numbers[0]));
        OperatorKinds.Add("Dropout", Read, isEmpty: true);
        OperatorKinds.Add("Identity", (_, _) => { }, isEmpty: true);
    }

    private static void Read(Node node, Chain chain)
    {
        if (node.HasInput(2) && node.Integers(2, "training mode").Any(flag => flag != 0))
        {
            throw new RefusedException("it drops values, as in training");
        }

        chain.Remark($"{node.Place}: it does nothing in a trained model, and is left out.");
    }
}
