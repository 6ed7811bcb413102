using CnnGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declarations;

/// <summary>
/// Counts the layers of a network before any block is unfolded: each block is counted once, however often it is used, so that
/// a billion layers take no longer than ten.
/// </summary>
internal sealed class LayerCount(LayerAttributes attributes)
{
    /// <summary>Layers of a network: far more than any has, and few enough to be compiled while one types.</summary>
    private const int Most = 4096;

    /// <summary>Blocks inside each other: the names of layers are made of those of all blocks around them.</summary>
    private const int MostNested = 64;

    /// <summary>As far as is counted, so that no product of two such numbers overflows.</summary>
    private const long End = 1_000_000_000;

    // The layers of each block, and how many blocks stand inside each other in it.
    private readonly Dictionary<ISymbol, (long Layers, int Depth)> _blocks = new(SymbolEqualityComparer.Default);

    private long _layers;

    /// <summary>Counts the layers of the next attribute of the network.</summary>
    /// <returns>What there is too much of from here on, the most that there may be, and a way out; <see langword="null"/> for nothing.</returns>
    public string[]? Excess(AttributeData attribute)
    {
        (long layers, int depth) = Of(attribute, 0);
        _layers += layers;
        return depth > MostNested
            ? [
                $"more than {Literal.Of(MostNested)} blocks inside each other",
                Literal.Of(MostNested),
                "Move the layers of some of these blocks into those that use them.",
            ]
            : _layers > Most
            ? [
                _layers < End ? $"{Literal.Grouped(_layers)} layers" : $"{Literal.Grouped(End)} layers or more",
                Literal.Grouped(Most),
                "Use fewer layers, or repeat blocks less often.",
            ]
            : null;
    }

    private (long Layers, int Depth) Of(AttributeData attribute, int depth)
    {
        INamedTypeSymbol kind = attribute.AttributeClass!;
        if (!attributes.NamesBlocks(kind) || attribute.ConstructorArguments.Length == 0)
        {
            return (1, 0);
        }

        if (depth == MostNested)
        {
            return (0, 1);
        }

        // What joins branches is a layer itself. A number of repetitions that is wrong is reported, and then one.
        long layers = attributes.IsUse(kind) ? 0 : 1;
        int deepest = 0;
        foreach (INamedTypeSymbol block in LayerAttributes.BlocksOf(attribute).Select(named => named.Value).OfType<INamedTypeSymbol>())
        {
            (long added, int below) = OfBlock(block.OriginalDefinition, depth + 1);
            layers += added;
            deepest = Math.Max(deepest, below);
        }

        int repetitions = LayerAttributes.RepetitionsOf(attribute);
        layers *= repetitions is > 1 and <= LayerReader.MostRepetitions ? repetitions : 1;
        return (Math.Min(layers, End), deepest + 1);
    }

    private (long Layers, int Depth) OfBlock(INamedTypeSymbol block, int depth)
    {
        if (_blocks.TryGetValue(block, out (long Layers, int Depth) known))
        {
            return known;
        }

        // One that contains itself has no end, and is reported.
        _blocks.Add(block, default);
        long layers = 0;
        int deepest = 0;
        foreach (AttributeData attribute in block.GetAttributes().Where(each => each.AttributeClass is { } kind && attributes.IsLayer(kind)))
        {
            (long added, int below) = Of(attribute, depth);
            layers = Math.Min(layers + added, End);
            deepest = Math.Max(deepest, below);
        }

        return _blocks[block] = (layers, deepest);
    }
}
