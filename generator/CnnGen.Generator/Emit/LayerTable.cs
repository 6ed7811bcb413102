using System.Globalization;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Emit;

/// <summary>The table of a network's layers: columns in line, numbers to the right, then remarks.</summary>
internal sealed class LayerTable
{
    private static readonly string[] Header = ["layer", "declared as", "reads", "output", "parameters", "multiply-adds"];

    private const int ReadsColumn = 2;

    private readonly ShapedNetwork _network;
    private readonly HashSet<string> _predicting;
    private readonly ILookup<string, Node> _byMember;

    public LayerTable(ShapedNetwork network)
    {
        _network = network;
        _predicting = [.. network.Predicting.Select(node => node.Name)];
        _byMember = network.Nodes.ToLookup(node => node.MemberName);
    }

    /// <summary>The input, every layer, and the totals.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Align(
        [
            ["input", string.Empty, string.Empty, _network.Input.ToString(), string.Empty, string.Empty],
            .. _network.Nodes.Select(Row),
            ["total", string.Empty, string.Empty, string.Empty, Literal.Grouped(_network.ParameterCount), Literal.Grouped(_network.MultiplyAdds)],
        ]),
        .. _network.Nodes.SelectMany(Remarks),
    ];

    /// <summary>One layer alone.</summary>
    public IReadOnlyList<string> LinesOf(string memberName)
    {
        Node layer = _byMember[memberName].Single();
        return [.. Align([Row(layer)]), .. Remarks(layer)];
    }

    /// <summary>An attribute as written: a string among its arguments may go over several lines, or hold characters that XML does not have.</summary>
    public static string OnOneLine(string text) => new([.. text.Select(letter =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? ' '
            : letter)]);

    private static string[] Remarks(Node node) => node.Layer.Remark(node.Input) is { } remark ? [$"{node.Name}: {remark}."] : [];

    private string[] Row(Node node) =>
    [
        node.Name,
        OnOneLine(node.Layer.Written),
        Reads(node),
        node.Output.ToString(),
        Amount(node.Layer.ParameterCount(node.Input)),
        Amount(_predicting.Contains(node.Name) ? node.Layer.MultiplyAdds(node.Input, node.Output) : 0),
    ];

    // Where that is not the layer in the row above.
    private string Reads(Node node) => node.Inputs.Count == 1 && IsAbove(node.Inputs[0], node)
        ? string.Empty
        : string.Join(", ", node.Inputs.Select(input => input < 0 ? "input" : _network.Nodes[input].Name));

    private bool IsAbove(int input, Node node) => ReferenceEquals(_network.Nodes[input + 1], node);

    // Of a chain there is nothing to tell of what a layer reads.
    private static IReadOnlyList<string> Align(string[][] rows)
    {
        string[][] all = [Header, .. rows];
        int[] columns = [.. Enumerable.Range(0, Header.Length).Where(column => column != ReadsColumn || rows.Any(row => row[column].Length > 0))];
        int[] widths = [.. Enumerable.Range(0, Header.Length).Select(column => all.Max(row => row[column].Length))];
        return [.. all.Select(row => string.Join("  ", columns.Select(column =>
            column <= ReadsColumn + 1 ? row[column].PadRight(widths[column]) : row[column].PadLeft(widths[column]))).TrimEnd())];
    }

    private static string Amount(long number) => number == 0 ? string.Empty : Literal.Grouped(number);
}
