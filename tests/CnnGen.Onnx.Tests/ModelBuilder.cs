using CnnGen.Onnx.Export;
using CnnGen.Onnx.Format;
using Google.Protobuf;
using static CnnGen.Onnx.Format.AttributeProto.Types;

namespace CnnGen.Onnx.Tests;

/// <summary>A model written node by node: its input is <c>x</c>, its output what the last node gives.</summary>
internal sealed class ModelBuilder
{
    private readonly GraphProto _graph = new() { Name = "test" };
    private readonly GraphWriter _writer;
    private readonly Random _random = new(1);
    private readonly long _operatorSet;

    /// <param name="input">The shape of a sample; 0 for a size that is open.</param>
    /// <param name="operatorSet">The version of the operators.</param>
    public ModelBuilder(int[] input, long operatorSet = 13)
    {
        _operatorSet = operatorSet;
        _writer = new GraphWriter(_graph, "x");
        _graph.Input.Add(Value("x", input));
        InputSize = input.Aggregate((product, size) => product * size);
    }

    public int InputSize { get; }

    /// <summary>Appends a node that reads the one before it, and constants.</summary>
    public ModelBuilder Add(string operation, string[] constants, params AttributeProto[] attributes)
    {
        _writer.Append(operation, $"n{_graph.Node.Count}", constants, attributes);
        return this;
    }

    public ModelBuilder Add(string operation, params AttributeProto[] attributes) => Add(operation, [], attributes);

    /// <summary>Appends a node with any inputs.</summary>
    public ModelBuilder Node(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        _writer.Add(operation, $"n{_graph.Node.Count}", inputs, attributes);
        return this;
    }

    /// <summary>Names what the last node gives; an empty name is a value that is not asked for.</summary>
    public ModelBuilder Giving(params string[] outputs)
    {
        _graph.Node[^1].Output.Clear();
        _graph.Node[^1].Output.AddRange(outputs);
        return this;
    }

    /// <summary>Adds a constant of random values between −1 and 1.</summary>
    public ModelBuilder Constant(string name, params int[] shape) =>
        Constant(name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => (2 * _random.NextSingle()) - 1)]);

    public ModelBuilder Constant(string name, int[] shape, float[] values)
    {
        _writer.Constant(name, shape, values);
        return this;
    }

    public ModelBuilder Integers(string name, params long[] values)
    {
        _writer.Constant(name, values);
        return this;
    }

    public ModelProto Model()
    {
        var model = new ModelProto { IrVersion = 7, OpsetImport = { new OperatorSetIdProto { Version = _operatorSet } }, Graph = _graph.Clone() };
        model.Graph.Output.Add(new ValueInfoProto { Name = _graph.Node[^1].Output[0], Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = TensorProto.Types.DataType.Float } } });
        return model;
    }

    public byte[] Bytes() => Model().ToByteArray();

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>A graph within a node, which gives what its last node does.</summary>
    public static AttributeProto Graph(string name, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = name, Output = { new ValueInfoProto { Name = nodes[^1].Output[0] } } };
        graph.Node.AddRange(nodes);
        return new AttributeProto { Name = name, Type = AttributeType.Graph, G = graph };
    }

    public static AttributeProto Integer(string name, long value) => GraphWriter.Attribute(name, value);

    public static AttributeProto List(string name, params int[] values) => GraphWriter.Attribute(name, values);

    private static ValueInfoProto Value(string name, int[] sample)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" } } };
        shape.Dim.AddRange(sample.Select(size => size == 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "open" }
            : new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = TensorProto.Types.DataType.Float, Shape = shape } } };
    }
}
