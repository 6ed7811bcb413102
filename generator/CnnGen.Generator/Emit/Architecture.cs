using System.Security.Cryptography;
using System.Text;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>
/// What a network computes, as text, and the hash of it that saved weights carry. Whatever names a class bears and however
/// its attributes are spelled, the same computation has the same text; docs/files.md promises that it stays so.
/// </summary>
internal sealed class Architecture(ShapedNetwork network)
{
    private const string Identity = "Identity";

    public string Text { get; } = string.Join(
        "; ",
        Layers(network, -1, network.Nodes.Count - 1)
            .Prepend($"Network({string.Join(", ", network.Input.Dimensions.Select(Literal.Of))})"));

    // Here and not in the runtime: there it would need the platform's cryptography, which not every machine has.
    public string Hash => HashOf(Text);

    /// <summary>SHA-256 of a text, 64 digits.</summary>
    public static string HashOf(string text)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", string.Empty).ToLowerInvariant();
    }

    // From behind one node up to another, past the branches between them, which stand in the text of what joins them.
    private static IEnumerable<string> Layers(ShapedNetwork network, int fork, int end)
    {
        Stack<string> layers = [];
        for (int i = end; i != fork; i = network.Nodes[i].Fork)
        {
            layers.Push(Layer(network, network.Nodes[i]));
        }

        return layers;
    }

    private static string Layer(ShapedNetwork network, Node node) => node.Layer is JoinLayer join
        ? $"{join.CanonicalText}({string.Join(" | ", node.Inputs
            .Select(end => end == node.Fork ? Identity : string.Join("; ", Layers(network, node.Fork, end)))
            .Concat(join.Option is null ? [] : new[] { join.Option }))})"
        : node.Layer.CanonicalText;
}
