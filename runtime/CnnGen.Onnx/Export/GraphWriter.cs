using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CnnGen.Onnx.Format;
using Google.Protobuf;
using static CnnGen.Onnx.Format.AttributeProto.Types;
using DataType = CnnGen.Onnx.Format.TensorProto.Types.DataType;

namespace CnnGen.Onnx.Export;

/// <summary>Adds nodes and constants to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="input">What the first node reads.</param>
internal sealed class GraphWriter(GraphProto graph, string input)
{
    /// <summary>The value that the next node of the chain reads: what the last one gave, or that at which a branch begins.</summary>
    public string Current { get; set; } = input;

    /// <summary>The version of the operators that the nodes so far need: from 13 on Softmax means what it does in later ones.</summary>
    public int OperatorSet { get; private set; } = 13;

    /// <summary>Says that a node needs a version of the operators.</summary>
    public void RequireOperatorSet(int version) => OperatorSet = Math.Max(OperatorSet, version);

    /// <summary>Appends a node to the chain.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="name">The node's name, and that of its output.</param>
    /// <param name="others">What it reads besides <see cref="Current"/>.</param>
    /// <param name="attributes">Its attributes.</param>
    public void Append(string operation, string name, IEnumerable<string> others, params AttributeProto[] attributes) =>
        Current = Add(operation, name, [Current, .. others], attributes);

    /// <summary>Adds a node beside the chain.</summary>
    /// <returns>The name of its output.</returns>
    public string Add(string operation, string name, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = name, Output = { name } };
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes);
        graph.Node.Add(node);
        return name;
    }

    /// <summary>Gives the value at the end of the chain a name.</summary>
    public void End(string name)
    {
        if (graph.Node.Count == 0)
        {
            Append("Identity", name, []);
            return;
        }

        graph.Node[^1].Output[0] = name;
        Current = name;
    }

    /// <summary>Adds a constant of floats.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, IEnumerable<int> shape, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
            }
        }

        var tensor = new TensorProto { Name = name, DataType = DataType.Float, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(shape.Select(size => (long)size));
        graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds a constant list of whole numbers: the shape that a node asks for.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = DataType.Int64, Dims = { values.Length } };
        tensor.Int64Data.AddRange(values);
        graph.Initializer.Add(tensor);
        return name;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, IEnumerable<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    /// <summary>The attributes of windows that slide alike in all directions.</summary>
    // Where the kernel is one value there is nothing between taps, however far they would be apart.
    public static AttributeProto[] Windows(IReadOnlyList<int> kernel, int stride, int padding, int dilation) =>
    [
        Attribute("kernel_shape", kernel),
        Attribute("strides", kernel.Select(_ => stride)),
        Attribute("pads", kernel.Concat(kernel).Select(_ => padding)),
        Attribute("dilations", kernel.Select(size => size == 1 ? 1 : dilation)),
    ];
}
