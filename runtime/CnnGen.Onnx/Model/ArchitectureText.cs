using CnnGen.Weights;

namespace CnnGen.Onnx.Model;

/// <summary>
/// The text in which a network's plan says what it computes:
/// <c>Network(2, 5, 5); Conv2D(3, 3, 3, Stride = 1, Padding = 0, Bias = true); Tanh; …</c>. docs/files.md promises that
/// the text of a declaration never changes; that is why layers are read from it and no second list of them is emitted.
/// </summary>
internal static class ArchitectureText
{
    /// <summary>What stands between branches.</summary>
    public const string BranchSeparator = " | ";

    /// <summary>What stands there for a branch without layers.</summary>
    public const string Identity = "Identity";

    private const string Separator = "; ";

    /// <summary>Reads the layers, the loss last.</summary>
    /// <exception cref="NotSupportedException">There is a layer that is not known here.</exception>
    public static IReadOnlyList<Layer> Read(string text) => [.. SavedArchitecture.Split(text, Separator).Skip(1).Select(LayerKinds.Read)];

    /// <summary>Reads the layers of a branch.</summary>
    /// <exception cref="NotSupportedException">There is a layer that is not known here.</exception>
    public static IReadOnlyList<Layer> ReadBranch(string text) =>
        text == Identity ? [] : [.. SavedArchitecture.Split(text, Separator).Select(LayerKinds.Read)];

    /// <summary>The same text from layers.</summary>
    public static string Write(IEnumerable<int> input, IEnumerable<Layer> layers) =>
        string.Join(Separator, layers.Select(layer => layer.CanonicalText).Prepend($"Network({string.Join(", ", input)})"));

    /// <summary>The text of a branch.</summary>
    public static string WriteBranch(IReadOnlyList<Layer> layers) =>
        layers.Count == 0 ? Identity : string.Join(Separator, layers.Select(layer => layer.CanonicalText));
}
