using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Testing;

/// <summary>The header of weights that a project embeds, as <c>build/CnnGen.targets</c> writes it.</summary>
/// <param name="weights">The file of weights, which need not exist.</param>
/// <param name="network">The network that its item names.</param>
/// <param name="json">The header.</param>
public sealed class HeaderFile(string weights, string network, string json) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => $"obj/CnnGen/{network}.json";

    /// <summary>The file of weights.</summary>
    public string Weights => weights;

    /// <summary>The network that its item names.</summary>
    public string Network => network;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(json, Encoding.UTF8);
}
