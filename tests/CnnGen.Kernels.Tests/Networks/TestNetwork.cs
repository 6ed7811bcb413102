using CnnGen.Kernels.Tests.Reference;

namespace CnnGen.Kernels.Tests.Networks;

/// <summary>One list of layers, both as a C# declaration and as a <see cref="ReferenceNetwork"/>.</summary>
/// <param name="Dimensions">The arguments of the network attribute: features; channels, length; or channels, height, width.</param>
/// <param name="Layers">All layers but the closing loss.</param>
internal sealed record TestNetwork(int[] Dimensions, params Layer[] Layers)
{
    public Loss Loss { get; init; } = new SoftmaxCrossEntropy();

    public Shape Input => Dimensions switch
    {
        [int features] => new Shape(features, 1, 1),
        [int channels, int length] => new Shape(channels, 1, length),
        [int channels, int height, int width] => new Shape(channels, height, width),
        _ => throw new InvalidOperationException($"An input has 1 to 3 dimensions, not {Dimensions.Length}."),
    };

    /// <summary>The declaration in short, and what the network is known by: <c>3×5×9: Conv2D(5, 3), Flatten, FullyConnected(4)</c>.</summary>
    public string Name => $"{(Blocks.Length == 0 ? "" : "branched ")}{string.Join('×', Dimensions)}: {Declarations}{(Loss == new SoftmaxCrossEntropy() ? "" : $", {Loss.Declaration}")}{(Blocks.Length == 0 ? "" : $" with {string.Join(' ', Blocks)}")}";

    /// <summary>The positions of the layers whose parameters are frozen.</summary>
    public int[] Frozen { get; init; } = [];

    /// <summary>All layers, those in blocks too.</summary>
    public IEnumerable<Layer> Inside => Layers.SelectMany(layer => layer.Inside);

    private string[] Blocks => [.. Layers.SelectMany(layer => layer.Blocks).SelectMany(block => block.Declarations).Distinct()];

    private string Declarations => string.Join(", ", Layers.Select((layer, index) => Frozen.Contains(index)
        ? layer.Declaration.EndsWith(')') ? $"{layer.Declaration[..^1]}, Frozen = true)" : $"{layer.Declaration}(Frozen = true)"
        : layer.Declaration));

    public ReferenceNetwork Reference() => new(Input, Layers.SelectMany(layer => layer.Repetitions), Loss);

    // Layers stand in every order and size, also such as nobody would want. What is written for them has no pragma.
    public string Declaration(string className) =>
        $$"""
        #pragma warning disable
        [Network({{string.Join(", ", Dimensions)}})]
        [{{Declarations}}, {{Loss.Declaration}}]
        public sealed partial class {{LayerBlock.Owner}}
        {
            {{string.Join("\n    ", Blocks)}}
        }

        """.Replace(LayerBlock.Owner, className, StringComparison.Ordinal);

    public override string ToString() => Name;
}
