using CnnGen.Onnx.Format;

namespace CnnGen.Onnx.Import;

/// <summary>The graphs within a node: the branches of an If, the body of a Loop.</summary>
internal sealed class InnerGraphs
{
    private readonly HashSet<string> _read = [];

    public InnerGraphs(NodeProto node)
    {
        Attributes = [.. node.Attribute.Where(attribute => Graphs(attribute).Any()).Select(attribute => attribute.Name)];
        Collect(node, []);
    }

    /// <summary>The attributes that hold them.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>The values that they read from the graph around the node.</summary>
    public IReadOnlyCollection<string> Read => _read;

    private static IEnumerable<GraphProto> Graphs(AttributeProto attribute) =>
        attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G);

    // Names of a graph are known in the graphs within its nodes.
    private void Collect(NodeProto node, HashSet<string> known)
    {
        foreach (GraphProto graph in node.Attribute.SelectMany(Graphs))
        {
            HashSet<string> inside = [.. known];
            inside.UnionWith(graph.Input.Select(input => input.Name));
            inside.UnionWith(graph.Initializer.Select(tensor => tensor.Name));
            inside.UnionWith(graph.Node.SelectMany(inner => inner.Output));
            _read.UnionWith(graph.Node.SelectMany(inner => inner.Input)
                .Concat(graph.Output.Select(output => output.Name))
                .Where(name => name.Length > 0 && !inside.Contains(name)));
            foreach (NodeProto inner in graph.Node)
            {
                Collect(inner, inside);
            }
        }
    }
}
