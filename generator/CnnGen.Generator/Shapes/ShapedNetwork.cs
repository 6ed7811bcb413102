using CnnGen.Generator.Declarations;
using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Shapes;

/// <summary>A node of the network's graph: a layer, what it reads, and the shape that it gives.</summary>
/// <param name="Name">Its kind and number, as saved weights are called: <c>conv1</c>; behind the block that brings it, <c>digitFeatures.conv1</c>.</param>
/// <param name="Layer">What it does.</param>
/// <param name="Inputs">The nodes it reads, by position; −1 is the network's input.</param>
/// <param name="Input">The shape that it reads, the first one where it joins several.</param>
/// <param name="Output">The shape that it gives.</param>
/// <param name="Range">The values that it can give.</param>
internal sealed record Node(string Name, Layer Layer, EquatableArray<int> Inputs, Shape Input, Shape Output, ValueRange Range)
{
    /// <summary>
    /// The node that all of its values come through: where branches part that it joins, else what it reads. −1 is the network's
    /// input.
    /// </summary>
    public int Fork { get; init; } = Inputs[0];

    /// <summary>Where it stands among the nodes of the network.</summary>
    public int Position { get; init; }

    /// <summary>The nodes that read it, by position.</summary>
    public EquatableArray<int> Readers { get; init; }

    /// <summary>The nodes that its values come from: the head beside a network has no part in them.</summary>
    public IEnumerable<int> ValueInputs => Layer is HeadLayer ? Inputs.Take(1) : Inputs;

    /// <summary>As emitted code calls it: <c>Conv1</c>.</summary>
    public string MemberName => Text.MemberName.Of(Name);
}

/// <summary>A network whose every shape is known and fits.</summary>
internal sealed record ShapedNetwork(TypeIdentity Type, Shape Input, EquatableArray<Node> Nodes)
{
    /// <summary>What its declaration allows it to take.</summary>
    public EquatableArray<ResourceLimit> Limits { get; init; }

    public long ParameterCount => Nodes.Sum(node => node.Layer.ParameterCount(node.Input));

    /// <summary>Multiply-adds of a prediction.</summary>
    public long MultiplyAdds => Predicting.Sum(node => node.Layer.MultiplyAdds(node.Input, node.Output));

    /// <summary>The nodes that a prediction runs: those that the scores come from, in their order.</summary>
    public IReadOnlyList<Node> Predicting
    {
        get
        {
            Stack<Node> nodes = [];
            HashSet<int> wanted = [Nodes.Count - 1];
            for (int i = Nodes.Count - 1; i >= 0; i--)
            {
                if (wanted.Contains(i))
                {
                    nodes.Push(Nodes[i]);
                    wanted.UnionWith(Nodes[i].ValueInputs);
                }
            }

            return [.. nodes];
        }
    }

    public Node Loss => Nodes[Nodes.Count - 1];

    /// <summary>The node that <paramref name="node"/> reads, the first one where it joins several, or <see langword="null"/> where it reads the network's input.</summary>
    public Node? Before(Node node) => node.Inputs[0] < 0 ? null : Nodes[node.Inputs[0]];

    /// <summary>The nodes behind <paramref name="node"/>, the nearest first and the loss last.</summary>
    public IEnumerable<Node> Behind(Node node) => Enumerable.Range(node.Position + 1, Nodes.Count - node.Position - 1).Select(i => Nodes[i]);

    /// <summary>Whether another branch reads all of what <paramref name="node"/> reads.</summary>
    public bool IsReadBeside(Node node) => (Before(node) is { } before ? before.Readers.Select(i => Nodes[i]) : Nodes.Where(other => other.Inputs.Contains(-1))).Any(other =>
        other.Position != node.Position
        && !(other.Layer is WindowLayer window && UnreadInput.Of(window.Vertical, window.Horizontal, other.Input) is not null));

    /// <summary>The values that <paramref name="node"/> can read.</summary>
    public ValueRange RangeBefore(Node node) => Before(node)?.Range ?? ValueRange.All;

    /// <summary>The network with fewer filters or outputs in the layer at a position, or <see langword="null"/> where a sum or groups would not fit any more.</summary>
    public ShapedNetwork? WithOutputCount(int position, int width)
    {
        List<Node> nodes = [];
        var findings = new DiagnosticBag();
        foreach (Node node in Nodes)
        {
            Shape[] inputs = [.. node.Inputs.Select(input => input < 0 ? Input : nodes[input].Output)];
            Layer layer = nodes.Count == position ? node.Layer.WithOutputCount(width) : node.Layer.WithInput(inputs[0]);
            if (layer.InferShape(inputs, findings) is not { } output || findings.Findings.Count > 0)
            {
                return null;
            }

            nodes.Add(node with { Layer = layer, Input = inputs[0], Output = output });
        }

        return this with { Nodes = nodes.ToEquatableArray() };
    }
}
