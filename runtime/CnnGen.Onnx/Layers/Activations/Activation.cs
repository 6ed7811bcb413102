using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Import;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A function of each value by itself, without arguments.</summary>
/// <param name="Name">Its attribute.</param>
/// <param name="Operator">Its name in ONNX.</param>
/// <param name="OperatorSet">The first version of ONNX's operators that has it.</param>
/// <export layers="GELU, ReLU, Sigmoid, Tanh">Gelu, of operator set 20, Relu, Sigmoid, Tanh</export>
/// <import operators="Gelu, Relu, Sigmoid, Tanh">`GELU`, `ReLU`, `Sigmoid`, `Tanh` <refused>Gelu by tanh; the five operators of which older files
/// make a Gelu</refused></import>
internal sealed record Activation(string Name, string Operator, int OperatorSet = 1) : Layer, IExportedLayer
{
    public static readonly Activation Sigmoid = new("Sigmoid", "Sigmoid");

    private static readonly Activation[] Others = [new("ReLU", "Relu"), new("GELU", "Gelu", OperatorSet: 20), new("Tanh", "Tanh")];

    public override string NamePrefix => Name.ToLowerInvariant();

    public override string CanonicalText => Name;

    public override string Attribute => Name;

    public override bool IsElementwise => true;

    public void Write(LayerWriter writer)
    {
        writer.Graph.RequireOperatorSet(OperatorSet);
        writer.Graph.Append(Operator, writer.NameOf(this), []);
    }

    [ModuleInitializer]
    internal static void Register()
    {
        foreach (Activation activation in Others.Append(Sigmoid))
        {
            LayerKinds.Add(activation.Name, _ => activation);
            OperatorKinds.Add(activation.Operator, activation.Read);
        }
    }

    private void Read(Node node, Chain chain)
    {
        if (node.Text("approximate", "none") is var approximate && approximate != "none")
        {
            throw new RefusedException($"its approximate is '{approximate}', and CnnGen's {Name} is exact");
        }

        chain.Append(this);
    }
}
