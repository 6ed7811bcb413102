using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emit;

/// <summary>The table of a network's layers, as plain text and as documentation that an editor shows.</summary>
internal sealed class LayerTable
{
    private static readonly string[] Header = ["layer", "declared as", "output", "parameters", "multiply-adds"];

    private readonly List<string[]> _rows = [];

    public LayerTable(ShapedNetwork network)
    {
        _rows.Add(["input", string.Empty, network.Input.ToString(), string.Empty, string.Empty]);
        foreach (Node node in network.Nodes)
        {
            _rows.Add(
            [
                node.Name,
                node.Layer.Text,
                node.Output.ToString(),
                Amount(node.Layer.ParameterCount(node.Input)),
                Amount(node.Layer.MultiplyAdds(node.Input, node.Output)),
            ]);
        }

        _rows.Add(["total", string.Empty, string.Empty, Literal.Grouped(network.ParameterCount), Literal.Grouped(network.MultiplyAdds)]);
    }

    /// <summary>Columns in line, numbers to the right.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            int[] widths = [.. Enumerable.Range(0, Header.Length).Select(column => _rows.Prepend(Header).Max(row => row[column].Length))];
            return [.. _rows.Prepend(Header).Select(row => string.Join("  ", row.Select((cell, column) =>
                column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())];
        }
    }

    public IEnumerable<string> Documentation
    {
        get
        {
            yield return "<list type=\"table\">";
            yield return $"<listheader><term>{Header[0]}</term><description>{string.Join(" · ", Header.Skip(1))}</description></listheader>";
            foreach (string[] row in _rows)
            {
                yield return $"<item><term>{row[0]}</term><description>{string.Join(" · ", row.Skip(1).Where(cell => cell.Length > 0).Select(Literal.Documentation))}</description></item>";
            }

            yield return "</list>";
        }
    }

    private static string Amount(long number) => number == 0 ? string.Empty : Literal.Grouped(number);
}
