using CnnGen.Generator.Functions;
using CnnGen.Generator.Model;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Text;

namespace CnnGen.Generator.Plan;

/// <summary>Turns the layers of a network into operations: activations go into the operation in front of them where they can.</summary>
internal static class Lowering
{
    public static (IReadOnlyList<Operation> Operations, Tensor Input) Of(ShapedNetwork network)
    {
        var start = new Tensor("Input", network.Input);
        var values = new Tensor[network.Nodes.Count];
        List<(Node Node, Tensor[] Inputs, Tensor Output)> computed = [];
        for (int i = 0; i < network.Nodes.Count; i++)
        {
            Node node = network.Nodes[i];
            Tensor[] inputs = [.. node.Inputs.Select(source => source < 0 ? start : values[source])];
            if (node.Layer is HeadLayer)
            {
                // What it computes is read by nobody; who stands behind it reads what it passes on.
                (values[i], Tensor scores) = (inputs[0], inputs[1]);
                computed.Add((node, [scores], new Tensor(node.MemberName, scores.Shape) { LayerName = node.Name, NeedsGradient = scores.NeedsGradient }));
                continue;
            }

            if ((node.Layer.OnlyRenamesPositions && inputs[0].IsCompact) || IsFused(network, i))
            {
                values[i] = inputs[0];
                continue;
            }

            values[i] = new Tensor(node.MemberName, node.Output, IsSpread(network, i))
            {
                LayerName = node.Name,
                NeedsGradient = inputs.Any(tensor => tensor.NeedsGradient) || (!node.Layer.Frozen && node.Layer.ParameterCount(node.Input) > 0),
                Activation = node.Layer.Function != Activation.None ? node.Layer.Function : FusedActivation(network, i),
                FollowingActivation = MetActivation(network, i),
            };
            computed.Add((node, inputs, values[i]));
        }

        ILookup<Tensor, Tensor> readers = computed.SelectMany(step => step.Inputs).ToLookup(tensor => tensor);
        return (
            [
                .. computed.Select(step => ((ILowerable)step.Node.Layer).CreateOperation(
                    step.Output.Name, Read(step.Output.Name, step.Inputs, readers), step.Output)),
            ],
            start);
    }

    // What several read, or one several times, has a gradient from each of them.
    private static IReadOnlyList<Tensor> Read(string reader, Tensor[] inputs, ILookup<Tensor, Tensor> readers) =>
    [
        .. inputs.Select((tensor, i) =>
        {
            int before = inputs.Take(i).Count(other => other == tensor);
            return tensor.NeedsGradient && readers[tensor].Count() > 1
                ? tensor.ReadBy(before == 0 ? reader : reader + Literal.Of(before + 1))
                : tensor;
        }),
    ];

    // What joins branches stands between convolutions mostly. Correlations walk all channels at one place; others walk one channel after another.
    private static bool IsSpread(ShapedNetwork network, int index) =>
        network.Nodes[index].Output.Channels >= 8
        && (network.Nodes[index].Layer is JoinLayer or { WalksChannels: true }
            || network.Nodes[index].Readers.Any(reader => network.Nodes[reader].Layer.WalksChannels));

    // An activation is fused where the operation that gave its input has taken it over.
    private static bool IsFused(ShapedNetwork network, int index) =>
        network.Nodes[index].Layer.Function != Activation.None
        && ProducerOf(network, index) is int producer and >= 0
        && network.Nodes[producer].Layer.FusesActivation
        && NextActivation(network, producer) == index;

    private static Activation FusedActivation(ShapedNetwork network, int index) =>
        network.Nodes[index].Layer.FusesActivation && NextActivation(network, index) is int next and >= 0
            ? network.Nodes[next].Layer.Function
            : Activation.None;

    // A norm stands between them without a say in how weights should be spread.
    private static Activation MetActivation(ShapedNetwork network, int index) =>
        FusedActivation(network, OnlyReader(network, index) is int reader and >= 0 && network.Nodes[reader].Layer.Normalizes ? reader : index);

    /// <summary>The activation that is the only reader of a node, past layers that compute nothing; −1 where there is none.</summary>
    private static int NextActivation(ShapedNetwork network, int index) =>
        OnlyReader(network, index) is int reader and >= 0 && network.Nodes[reader].Layer.Function != Activation.None ? reader : -1;

    /// <summary>The only reader of a node, past layers that compute nothing; −1 where there are several.</summary>
    private static int OnlyReader(ShapedNetwork network, int index)
    {
        EquatableArray<int> readers = network.Nodes[index].Readers;
        if (readers.Count != 1)
        {
            return -1;
        }

        return network.Nodes[readers[0]].Layer.OnlyRenamesPositions ? OnlyReader(network, readers[0]) : readers[0];
    }

    private static int ProducerOf(ShapedNetwork network, int index)
    {
        int producer = network.Nodes[index].Inputs[0];
        while (producer >= 0 && network.Nodes[producer].Layer.OnlyRenamesPositions)
        {
            producer = network.Nodes[producer].Inputs[0];
        }

        return producer;
    }
}
