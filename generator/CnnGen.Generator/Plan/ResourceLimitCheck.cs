using CnnGen.Generator.Declarations;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>Compares a network with a limit of its declaration, and says what takes most and what would bring it within.</summary>
internal sealed class ResourceLimitCheck(ShapedNetwork network, ResourceLimit budget, Lazy<MemoryFootprint> footprint)
{
    private const int MostNamed = 3;

    /// <summary>Layers for which a narrower form is looked for, those that take most: of thousands that add up to the same hardly one helps.</summary>
    private const int MostTried = 16;

    public void Run(DiagnosticBag findings)
    {
        IReadOnlyList<FootprintEntry> shares = Shares();
        long total = Total(shares);
        if (total > budget.Limit)
        {
            findings.Site = budget.Site;
            findings.Report(
                DiagnosticId.OverBudget,
                network.Type.Name,
                Describe(total),
                budget.Name,
                Literal.Grouped(budget.Limit),
                Describe(shares, total),
                $"{Suggestion(Descending(shares).First())}, or raise {budget.Name} to {Literal.Grouped(total)}.");
        }
    }

    private static IReadOnlyList<FootprintEntry> ParametersOf(ShapedNetwork network) =>
        [.. network.Nodes.Select(node => new FootprintEntry(node.Name, node.Layer.ParameterCount(node.Input)))];

    private static IEnumerable<FootprintEntry> Descending(IEnumerable<FootprintEntry> shares) => shares.OrderByDescending(share => share.Amount);

    private static long Total(IReadOnlyList<FootprintEntry> shares) => shares.Sum(share => share.Amount);

    private static string Describe(IReadOnlyList<FootprintEntry> shares, long total)
    {
        FootprintEntry[] named = [.. Descending(shares).Take(MostNamed).Where(share => Percent(share.Amount, total) > 0)];
        return string.Join(", ", named
            .Append(new FootprintEntry("the rest", total - Total(named)))
            .Where(share => Percent(share.Amount, total) > 0)
            .Select(share => $"{share.Part} {Literal.Grouped(share.Amount)} ({Literal.Of(Percent(share.Amount, total))} %)"));
    }

    private static long Percent(long amount, long total) => ((200 * amount) + total) / (2 * total);

    private IReadOnlyList<FootprintEntry> Shares() => budget.Name switch
    {
        ResourceLimit.Parameters => ParametersOf(network),
        ResourceLimit.TrainingBytes => footprint.Value.Training,
        ResourceLimit.InferenceBytes => footprint.Value.Inference,
        _ => throw new InvalidOperationException($"No budget is known by the name '{budget.Name}'."),
    };

    private string Describe(long total) => budget.Name switch
    {
        ResourceLimit.Parameters => $"has {Literal.Grouped(total)} parameters",
        ResourceLimit.TrainingBytes => $"takes {Literal.Grouped(total)} bytes to train {MemoryFootprint.TrainingConditions}",
        _ => $"takes {Literal.Grouped(total)} bytes to predict single samples on one thread",
    };

    private string Suggestion(FootprintEntry largest)
    {
        Layer? layer = network.Nodes.FirstOrDefault(node => node.Name == largest.Part)?.Layer;
        return (budget.Name == ResourceLimit.Parameters ? Narrowing() : null)
            ?? (network.Input.Rank != Rank.Image ? "Use a smaller input or fewer outputs"
            : layer?.WayToFewerBytes ?? "Pool earlier, use larger strides or fewer filters");
    }

    // The widest form in which the layer that takes most keeps the network within its budget. The last layer gives the
    // scores, whose number is that of the classes. What is added to something else has to keep its shape.
    private string? Narrowing()
    {
        IReadOnlyList<FootprintEntry> shares = ParametersOf(network);
        int[] layers = [.. Enumerable.Range(0, shares.Count).Where(i => network.Nodes[i].Layer.OutputCount > 0)];
        (int largest, int step) = layers
            .Take(layers.Length - 1)
            .OrderByDescending(i => shares[i].Amount)
            .Take(MostTried)
            .Select(i => (i, SmallestWidth(i)))
            .FirstOrDefault(narrower => narrower.Item2 > 0);
        if (step == 0)
        {
            return null;
        }

        Layer layer = network.Nodes[largest].Layer;
        int fits = 0;
        int exceeds = layer.OutputCount / step;
        while (exceeds - fits > 1)
        {
            int width = fits + ((exceeds - fits) / 2);
            (fits, exceeds) = network.WithOutputCount(largest, width * step) is { } narrower && Total(ParametersOf(narrower)) <= budget.Limit
                ? (width, exceeds)
                : (fits, width);
        }

        return fits == 0 ? null : $"Reduce {layer.Text} to {Plural.Count(fits * step, layer.OutputNoun)}";
    }

    // Groups want a multiple of their number, in the layer itself or behind it. 0 where any other width than its own is none.
    private int SmallestWidth(int layer)
    {
        int width = network.Nodes[layer].Layer.OutputCount;
        return Enumerable.Range(1, width / 2).FirstOrDefault(divisor => width % divisor == 0 && network.WithOutputCount(layer, divisor) is not null);
    }
}
