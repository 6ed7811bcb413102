using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>A head beside the network, which predictions do without.</summary>
/// <param name="Layers">Its layers, whose parameters stand among those of the network.</param>
/// <param name="Weight">What stands in the architecture's text for the weight of its loss.</param>
/// <export layers="Auxiliary">nothing</export>
internal sealed record Auxiliary(IReadOnlyList<Layer> Layers, string Weight) : Layer, IExportedLayer
{
    private const string Name = "Auxiliary";

    public override string NamePrefix => "auxiliary";

    public override string CanonicalText =>
        $"{Name}({string.Join(ArchitectureText.BranchSeparator, ArchitectureText.Identity, ArchitectureText.WriteBranch(Layers), Weight)})";

    public override string Attribute => throw new NotSupportedException($"Heads are classes, and {Name} has no attribute without them.");

    public void Write(LayerWriter writer) => writer.Skip(Layers);

    [ModuleInitializer]
    internal static void Register() =>
        LayerKinds.Add(Name, text => new Auxiliary(ArchitectureText.ReadBranch(text.Parts[1]), text.Parts[2]));
}
