using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Testing;

/// <summary>An item <c>CnnGenWeights</c>, as the compiler hands it to the generator; or, without a network, any other file.</summary>
/// <param name="path">The file, which need not exist.</param>
/// <param name="network">The network that the item names.</param>
public sealed class EmbeddedFile(string path, string? network) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <summary>The network that the item names.</summary>
    public string? Network => network;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: weights are no text, and may be large.</exception>
    public override SourceText GetText(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException($"{path} was read.");
}
