namespace CnnGen.Onnx.Import;

/// <summary>Every operator that CnnGen has a layer for, by its name in ONNX. A layer adds those that it takes when the assembly is loaded.</summary>
internal static class OperatorKinds
{
    private static readonly Dictionary<string, Action<Node, Chain>> Readers = [];

    // What computes nothing may stand after the end of the network.
    private static readonly HashSet<string> Empty = [];

    /// <param name="operation">The operator's name: <c>Conv</c>.</param>
    /// <param name="read">What appends a node to the chain.</param>
    /// <param name="isEmpty">Whether it computes nothing.</param>
    public static void Add(string operation, Action<Node, Chain> read, bool isEmpty = false)
    {
        Readers.Add(operation, read);
        if (isEmpty)
        {
            Empty.Add(operation);
        }
    }

    /// <summary>Appends a node to the chain.</summary>
    /// <exception cref="RefusedException">There is no such layer, or none that does what the node asks for.</exception>
    public static void Read(Node node, Chain chain)
    {
        if (!Empty.Contains(node.Operation))
        {
            chain.ThrowIfClosed();
        }

        if (!Readers.TryGetValue(node.Operation, out Action<Node, Chain>? read))
        {
            throw new RefusedException("CnnGen has no such layer");
        }

        read(node, chain);
    }
}
