namespace CnnGen.Onnx.Layers;

/// <summary>What several branches make of one input, added up or with the channels of one behind those of the other.</summary>
/// <param name="IsSum">Which.</param>
/// <param name="Branches">The layers of each; none for the identity.</param>
internal sealed record Join(bool IsSum, IReadOnlyList<IReadOnlyList<Layer>> Branches) : Layer
{
    /// <summary>What stands in an architecture's text between branches.</summary>
    public const string BranchSeparator = " | ";

    /// <summary>What stands there for a branch without layers.</summary>
    public const string Identity = "Identity";

    public override string Stem => Name.ToLowerInvariant();

    public override string Signature => $"{Name}({string.Join(BranchSeparator, Branches.Select(branch =>
        branch.Count == 0 ? Identity : string.Join(ArchitectureText.Separator, branch.Select(layer => layer.Signature))))})";

    public override string Attribute => throw new NotSupportedException($"Branches are classes, and {Name} has no attribute without them.");

    private string Name => IsSum ? "Add" : "Concat";
}
