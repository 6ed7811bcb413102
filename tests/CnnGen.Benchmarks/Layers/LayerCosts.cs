using System.Globalization;
using System.Text.RegularExpressions;
using CnnGen.Numerics;

namespace CnnGen.Benchmarks.Layers;

/// <summary>The multiply-adds of each layer, as the network's own table of layers gives them.</summary>
internal sealed partial class LayerCosts
{
    private readonly Dictionary<string, long> _multiplyAdds = [];

    /// <exception cref="InvalidOperationException">The layers of the table do not add up to the network's multiply-adds.</exception>
    public static LayerCosts Of(BenchmarkNetwork network)
    {
        var costs = new LayerCosts();
        // Numbers of the last column end where the line of the totals does.
        string[] lines = network.Description.Split('\n');
        int width = lines.Single(line => line.StartsWith("total ", StringComparison.Ordinal)).Length;
        foreach (string[] cells in lines.Skip(1).Where(line => line.Length == width).Select(line => ColumnGap().Split(line)))
        {
            if (cells[0] != "total")
            {
                costs._multiplyAdds.Add(
                    cells[0].Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant(),
                    long.Parse(cells[^1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
            }
        }

        long total = costs._multiplyAdds.Values.Sum();
        return total == network.Layout.ForwardMultiplyAdds
            ? costs
            : throw new InvalidOperationException(
                $"Expected the layers of {network.Name} to have {network.Layout.ForwardMultiplyAdds} multiply-adds, but found {total}.");
    }

    /// <summary>The multiply-adds of a kernel for one block.</summary>
    public long BlockMultiplyAdds(Kernel kernel) =>
        kernel.MultipliesWeights ? MicroBatch.Samples * _multiplyAdds.GetValueOrDefault(kernel.Layer) : 0;

    [GeneratedRegex(" {2,}")]
    private static partial Regex ColumnGap();
}
