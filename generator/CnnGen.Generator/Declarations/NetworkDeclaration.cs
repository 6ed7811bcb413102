using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Declarations;

/// <summary>A network as it is declared: free of the compiler's objects, equal when the declarations mean the same.</summary>
/// <param name="Type">The class.</param>
/// <param name="Input">The arguments of the network attribute: features; channels, length; or channels, height, width.</param>
/// <param name="Limits">The most that it may have, where the network attribute says so.</param>
/// <param name="Layers">The layers in the order in which they are written.</param>
/// <param name="Findings">What is wrong with the class itself.</param>
internal sealed record NetworkDeclaration(
    TypeIdentity Type,
    EquatableArray<int> Input,
    EquatableArray<ResourceLimit> Limits,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Finding> Findings)
{
    /// <summary>Whether the compiler itself has an error to report on it, so that nothing else is said.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>What the class can have besides where no code can be written; <see langword="null"/> where that is nothing.</summary>
    public SecondPart? SecondPart { get; init; }

    /// <summary>The site of the class's name.</summary>
    public const int NameSite = 0;

    /// <summary>The site of the network attribute.</summary>
    public const int NetworkSite = 1;

    /// <summary>The network attribute, as messages call it: <c>Network(1, 28, 28)</c>.</summary>
    public string Mark => $"Network({string.Join(", ", Input.Select(Literal.Of))})";

    /// <summary>The attributes of the class, as written; of what a block brings, the use of the block.</summary>
    public string Written => $"[{string.Join(", ", Layers
        .Select(layer => (Site: layer.Block?.Site ?? layer.Site, Text: layer.Block?.Text ?? layer.Written))
        .Distinct()
        .Select(layer => layer.Text)
        .Prepend(Mark))}]";
}
