namespace CnnGen.Onnx.Import;

/// <summary>Every operator that CnnGen has a layer for, by its name in ONNX. A layer adds those that it takes when the assembly is loaded.</summary>
internal static class OperatorKinds
{
    private static readonly Dictionary<string, Action<Node, Chain>> Readers = [];

    // What computes nothing may stand after the end of the network.
    private static readonly HashSet<string> Empty = [];

    private static readonly HashSet<string> OfAnyForm = [];

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => Readers.Keys;

    /// <param name="operation">The operator's name: <c>Conv</c>.</param>
    /// <param name="read">What appends a node to the chain.</param>
    /// <param name="isEmpty">Whether it computes nothing.</param>
    /// <param name="takesAnyForm">Whether it looks at the form of what it reads; else that has to be the usual one.</param>
    public static void Add(string operation, Action<Node, Chain> read, bool isEmpty = false, bool takesAnyForm = false)
    {
        if (isEmpty || takesAnyForm)
        {
            OfAnyForm.Add(operation);
        }

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

        if (chain.Form != ValueForm.Usual && chain.Shape is not null && !OfAnyForm.Contains(node.Operation))
        {
            throw new RefusedException(chain.Form == ValueForm.ChannelsLast
                ? "its input has its channels last, since a Transpose, and CnnGen has that before a norm over the channels alone"
                : "its input has groups of channels, since a Reshape, and CnnGen has that for an InstanceNormalization alone");
        }

        read(node, chain);
    }
}
