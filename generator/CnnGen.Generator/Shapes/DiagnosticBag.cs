using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Shapes;

/// <summary>Collects the findings of a network while its layers are walked; knows at which layer the walk stands.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Values of one sample at one place: sixteen samples of them still fit one arena.</summary>
    public const long LargestTensor = int.MaxValue / 64;

    /// <summary>
    /// Values of one sample in all layers: sixteen samples of them, with gradients as many and some room between, still
    /// fit one arena, whose offsets are whole numbers of 31 bits.
    /// </summary>
    public const long MostValues = int.MaxValue / 40;

    private readonly List<Finding> _findings = [];

    /// <summary>The site of the layer that is being judged.</summary>
    public int Site { get; set; }

    /// <summary>The shapes up to this layer, <c> (28 → conv 5 → 24)</c>; empty for the first layer.</summary>
    public string Chain => Shapes?.ToString() ?? string.Empty;

    /// <summary>Where those come from. They are written out where something is reported, not at each of many layers.</summary>
    public ShapeChain? Shapes { get; set; }

    /// <summary>Where the inputs of a layer that joins branches come from, in their order; none outside of the walk.</summary>
    public IReadOnlyList<ShapeChain> Branches { get; set; } = [];

    /// <summary>What the network attribute declares; <see langword="null"/> where that is wrong.</summary>
    public Shape? NetworkInput { get; set; }

    /// <summary>The attribute behind which there is no image any more, as written; <see langword="null"/> before it.</summary>
    public string? Flattening { get; set; }

    public IReadOnlyList<Finding> Findings => _findings;

    public void Report(DiagnosticId id, params string[] arguments) => Report(id, [], arguments);

    /// <summary>Reports what the numbers of <paramref name="cure"/> put right.</summary>
    public void Report(DiagnosticId id, IEnumerable<(string Name, int Value)> cure, params string[] arguments) =>
        _findings.Add(new Finding(id, Site, arguments) { FixHints = cure.ToEquatableArray() });

    public void RequirePositive(string name, long value)
    {
        if (value < 1)
        {
            Report(DiagnosticId.NotPositive, Layer, name, Literal.Of(value));
        }
    }

    /// <summary>Reports a size that has no default and is not given.</summary>
    public void RequireGiven(string name) => Report(DiagnosticId.NotPositive, Layer, name, "not given");

    /// <summary>The attribute that is being judged, as written.</summary>
    public string Layer { get; set; } = string.Empty;

    /// <summary>Whether <paramref name="values"/> of these dimensions can be held.</summary>
    public bool RequireFits(string values, string wayOut, params long[] dimensions)
    {
        decimal size = dimensions.Aggregate(1m, (product, dimension) => product * dimension);
        if (size <= LargestTensor)
        {
            return true;
        }

        string factors = dimensions.Length == 1 ? string.Empty : $"{string.Join("×", dimensions.Select(Literal.Of))} = ";
        Report(
            DiagnosticId.TooLarge,
            values,
            factors + size.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
            Literal.Grouped(LargestTensor),
            wayOut);
        return false;
    }
}
