using System.Security.Cryptography;
using System.Text;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emit;

/// <summary>
/// What a network computes, as text, and the hash of it that saved weights carry. Whatever names a class bears and however
/// its attributes are spelled, the same computation has the same text; docs/architecture.md promises that it stays so.
/// </summary>
internal sealed class Architecture(ShapedNetwork network)
{
    public string Text { get; } = string.Join(
        "; ",
        network.Nodes
            .Select(node => node.Layer.Signature)
            .Prepend($"Network({string.Join(", ", network.Input.Dimensions.Select(Literal.Of))})"));

    // Here and not in the runtime: there it would need the platform's cryptography, which not every machine has.
    public string Hash
    {
        get
        {
            using var sha256 = SHA256.Create();
            return BitConverter.ToString(sha256.ComputeHash(Encoding.UTF8.GetBytes(Text))).Replace("-", string.Empty).ToLowerInvariant();
        }
    }
}
