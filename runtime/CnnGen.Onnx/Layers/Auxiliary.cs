namespace CnnGen.Onnx.Layers;

/// <summary>A head beside the network, which predictions do without.</summary>
/// <param name="Layers">Its layers, whose parameters stand among those of the network.</param>
/// <param name="Weight">What stands in the architecture's text for the weight of its loss.</param>
internal sealed record Auxiliary(IReadOnlyList<Layer> Layers, string Weight) : Layer
{
    public const string Name = "Auxiliary";

    public override string Stem => "auxiliary";

    public override string Signature =>
        $"{Name}({Join.Identity}{Join.BranchSeparator}{string.Join(ArchitectureText.Separator, Layers.Select(layer => layer.Signature))}{Join.BranchSeparator}{Weight})";

    public override string Attribute => throw new NotSupportedException($"Heads are classes, and {Name} has no attribute without them.");
}
