using System.Runtime.CompilerServices;
using CnnGen.Onnx.Export;
using CnnGen.Onnx.Model;

namespace CnnGen.Onnx.Layers;

/// <summary>What several branches make of one input, added up or with the channels of one after those of the other.</summary>
/// <param name="IsSum">Which.</param>
/// <param name="Branches">The layers of each; none for the identity.</param>
/// <export layers="Concat, Residual, Use">the nodes of their blocks, then Concat, Add, nothing</export>
internal sealed record Join(bool IsSum, IReadOnlyList<IReadOnlyList<Layer>> Branches) : Layer, IExportedLayer
{
    public override string NamePrefix => Name.ToLowerInvariant();

    public override string CanonicalText => $"{Name}({string.Join(ArchitectureText.BranchSeparator, Branches.Select(ArchitectureText.WriteBranch))})";

    public override string Attribute => throw new NotSupportedException($"Branches are classes, and {Name} has no attribute without them.");

    private string Name => IsSum ? "Add" : "Concat";

    public void Write(LayerWriter writer)
    {
        (IReadOnlyList<string> ends, int sum) = writer.WriteBranches(Branches);
        writer.Graph.Current = IsSum
            ? writer.Graph.Add("Add", writer.NameOf(this), ends)
            : writer.Graph.Add("Concat", writer.NameOf(this), ends, GraphWriter.Attribute("axis", 1));
        writer.Channels = IsSum ? writer.Channels : sum;
    }

    [ModuleInitializer]
    internal static void Register()
    {
        LayerKinds.Add("Add", text => new Join(IsSum: true, text.Branches));
        LayerKinds.Add("Concat", text => new Join(IsSum: false, text.Branches));
    }
}
