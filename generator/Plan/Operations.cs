using CnnGen.Generator.Layers;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Plan;

/// <summary>Turns the layers of a network into operations: activations go into the operation in front of them where they can.</summary>
internal static class Operations
{
    public static IReadOnlyList<Operation> Of(ShapedNetwork network, out Tensor input)
    {
        input = new Tensor("Input", network.Input);
        List<Operation> operations = [];
        var values = new Tensor[network.Nodes.Count];
        for (int i = 0; i < network.Nodes.Count; i++)
        {
            Node node = network.Nodes[i];
            int source = node.Inputs[0];
            Tensor from = source < 0 ? input : values[source];
            if ((node.Layer is Flatten && from.IsCompact) || IsFused(network, i))
            {
                values[i] = from;
                continue;
            }

            var output = new Tensor(node.MemberName, node.Output, IsSpread(network, i))
            {
                LayerName = node.Name,
                NeedsGradient = from.NeedsGradient || (!node.Layer.Frozen && node.Layer.ParameterCount(node.Input) > 0),
                Activation = node.Layer is ActivationLayer self ? self.Function : FusedActivation(network, i),
            };
            operations.Add(node.Layer.CreateOperation(output.Name, from, output));
            values[i] = output;
        }

        foreach (Tensor tensor in operations.Select(operation => operation.Output).Prepend(input))
        {
            tensor.IsInRows = operations.Exists(operation => operation.Input == tensor)
                && operations.TrueForAll(operation => operation.WorksOnRows || (operation.Input != tensor && operation.Output != tensor));
        }

        return operations;
    }

    // Correlations walk all channels at one place; others walk one channel after another.
    private static bool IsSpread(ShapedNetwork network, int index) =>
        network.Nodes[index].Output.Channels >= 8
        && (network.Nodes[index].Layer.WalksChannels
            || network.Nodes.Any(node => node.Inputs.Contains(index) && node.Layer.WalksChannels));

    // An activation is fused where the operation that gave its input has taken it over.
    private static bool IsFused(ShapedNetwork network, int index) =>
        network.Nodes[index].Layer is ActivationLayer
        && ProducerOf(network, index) is int producer and >= 0
        && network.Nodes[producer].Layer.FusesActivation
        && NextActivation(network, producer) == index;

    private static Activation FusedActivation(ShapedNetwork network, int index) =>
        network.Nodes[index].Layer.FusesActivation && NextActivation(network, index) is int next and >= 0
            ? ((ActivationLayer)network.Nodes[next].Layer).Function
            : Activation.None;

    /// <summary>The activation that is the only reader of a node, past layers that compute nothing; −1 where there is none.</summary>
    private static int NextActivation(ShapedNetwork network, int index)
    {
        int[] readers = [.. Enumerable.Range(0, network.Nodes.Count).Where(i => network.Nodes[i].Inputs.Contains(index))];
        if (readers.Length != 1)
        {
            return -1;
        }

        return network.Nodes[readers[0]].Layer switch
        {
            ActivationLayer => readers[0],
            Flatten => NextActivation(network, readers[0]),
            _ => -1,
        };
    }

    private static int ProducerOf(ShapedNetwork network, int index)
    {
        int producer = network.Nodes[index].Inputs[0];
        while (producer >= 0 && network.Nodes[producer].Layer is Flatten)
        {
            producer = network.Nodes[producer].Inputs[0];
        }

        return producer;
    }
}
